/**
 * What one evaluation of an expression costs, parsed beforehand as it is in a plan; beside two well-known expression
 * libraries that also run without `eval`, each given the same question in its own words and parsed beforehand too.
 */
import { parse as parseCel } from "@marcbachmann/cel-js";
import jsonata from "jsonata";
import type { Scope } from "../src/expressions/compiled.ts";
import { evaluateValue } from "../src/expressions/evaluate-value.ts";
import { parseTemplate } from "../src/expressions/parse-template.ts";
import { median } from "./statistics.ts";

const NAMES = {
  input: { amount: 1_500, customer: { name: "Ada", country: "de" }, tags: ["new", "big"] },
  score: { status: "completed", input: {}, output: { risk: 0.25, reasons: ["amount"] } },
  approve: { status: "completed", input: {}, output: { approved: true, feedback: "fine" } },
};

const SCOPE: Scope = { names: NAMES, now: "2026-02-03T04:05:06.789Z", env: () => undefined };

interface Sample {
  readonly ours: string;
  readonly cel: string;
  readonly jsonata: string;
}

const SAMPLES: Readonly<Record<"path" | "condition" | "text", Sample>> = {
  path: {
    ours: "${approve.output.approved}",
    cel: "approve.output.approved",
    jsonata: "approve.output.approved",
  },
  condition: {
    ours: "${input.amount > 1000 && score.output.risk < 0.5 || input.tags.includes('trusted')}",
    cel: "input.amount > 1000.0 && score.output.risk < 0.5 || 'trusted' in input.tags",
    jsonata: "input.amount > 1000 and score.output.risk < 0.5 or 'trusted' in input.tags",
  },
  text: {
    ours: "Pay ${input.amount} to ${input.customer.name} (${input.customer.country.toUpperCase()})?",
    cel: "'Pay ' + string(input.amount) + ' to ' + input.customer.name + ' (' + input.customer.country + ')?'",
    jsonata: "'Pay ' & input.amount & ' to ' & input.customer.name & ' (' & $uppercase(input.customer.country) & ')?'",
  },
};

const ROUNDS = 15;
const EVALUATIONS = 20_000;

export interface SampleCost {
  readonly source: string;
  /** Microseconds for one evaluation. */
  readonly microseconds: number;
  readonly cel: number;
  readonly jsonata: number;
}

export type ExpressionCost = Readonly<Record<keyof typeof SAMPLES, SampleCost>>;

export async function measureExpressions(): Promise<ExpressionCost> {
  return {
    path: await costsOf(SAMPLES.path),
    condition: await costsOf(SAMPLES.condition),
    text: await costsOf(SAMPLES.text),
  };
}

async function costsOf(sample: Sample): Promise<SampleCost> {
  const parsed = parseTemplate(sample.ours, Object.keys(NAMES));
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join("; "));
  const cel = parseCel(sample.cel);
  const query = jsonata(sample.jsonata);
  return {
    source: sample.ours,
    microseconds: await costOf(() => evaluateValue(parsed.value, SCOPE)),
    cel: await costOf(() => cel(NAMES)),
    // It answers by a promise, always: waiting for it is part of using it.
    jsonata: await costOf(() => query.evaluate(NAMES)),
  };
}

/** Median of the rounds, in microseconds for one. */
async function costOf(evaluate: () => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    for (let count = 0; count < EVALUATIONS; count += 1) {
      const value = evaluate();
      if (value instanceof Promise) await value;
    }
    rounds.push(((performance.now() - began) * 1_000) / EVALUATIONS);
  }
  return median(rounds);
}

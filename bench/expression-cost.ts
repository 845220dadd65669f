/** What one evaluation of an expression costs, parsed beforehand as it is in a plan. */
import type { Scope } from "../src/expressions/compiled.ts";
import { evaluateValue } from "../src/expressions/evaluate-value.ts";
import { parseTemplate } from "../src/expressions/parse-template.ts";
import { median } from "./statistics.ts";

const SCOPE: Scope = {
  names: {
    input: { amount: 1_500, customer: { name: "Ada", country: "de" }, tags: ["new", "big"] },
    score: { status: "completed", input: {}, output: { risk: 0.25, reasons: ["amount"] } },
    approve: { status: "completed", input: {}, output: { approved: true, feedback: "fine" } },
  },
  now: "2026-02-03T04:05:06.789Z",
  env: () => undefined,
};

const SAMPLES = {
  path: "${approve.output.approved}",
  condition: "${input.amount > 1000 && score.output.risk < 0.5 || input.tags.includes('trusted')}",
  text: "Pay ${input.amount} to ${input.customer.name} (${input.customer.country.toUpperCase()})?",
} as const;

const ROUNDS = 15;
const EVALUATIONS = 20_000;

/** Microseconds for each, by the sample's name. */
export type ExpressionCost = Readonly<
  Record<keyof typeof SAMPLES, { readonly source: string; readonly microseconds: number }>
>;

export function measureExpressions(): ExpressionCost {
  return {
    path: costOf(SAMPLES.path),
    condition: costOf(SAMPLES.condition),
    text: costOf(SAMPLES.text),
  };
}

function costOf(source: string): { readonly source: string; readonly microseconds: number } {
  const parsed = parseTemplate(source, Object.keys(SCOPE.names));
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join("; "));
  const rounds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let count = 0; count < EVALUATIONS; count += 1) evaluateValue(parsed.value, SCOPE);
    return ((performance.now() - began) * 1_000) / EVALUATIONS;
  });
  return { source, microseconds: median(rounds) };
}

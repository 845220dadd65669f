/** Compiles an agent that does work, and checks its options against the operation's schema. */
import type { z } from "@hono/zod-openapi";
import type { CompiledValue } from "../expressions/compiled.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import { crossOptionFaults, LITERAL_OPTIONS, operationOptions } from "../contract/operation-options.ts";
import type { OperationName } from "../contract/operation-options.ts";
import { parseDuration } from "../kernel/duration.ts";
import { inputEntryOf, reportTwice } from "./agent-input.ts";
import type { AgentDraft } from "./agent-parts.ts";
import type { Compilation } from "./compilation.ts";
import { compileAttemptTimeout, compileRetry } from "./compile-retry.ts";
import { compileValue, hasExpression, objectValue } from "./compile-value.ts";
import { entryOf, filledEntryOf, jsonOf, textOf } from "./document-node.ts";
import type { DocumentNode, MapEntry, MapNode, Span } from "./document-node.ts";
import { inWords, mapOption } from "./literal-options.ts";
import type { AgentOutline } from "./outline.ts";
import type { WorkAgent } from "./plan.ts";

interface Work extends AgentDraft {
  readonly operation: OperationName;
}

const EMPTY: CompiledValue = { k: "const", v: {} };

export function compileWork(compilation: Compilation, work: Work): WorkAgent {
  const { agent, parts, place, operation } = work;
  const config = mapOption(compilation, agent.node, "config");
  checkOptions(compilation, work, config);
  const input = inputEntryOf(compilation, agent.node);
  const retry = compileRetry(compilation, agent.node);
  const timeout = compileAttemptTimeout(compilation, agent.node);
  return {
    kind: "work",
    ...parts,
    operation,
    config:
      config === null
        ? EMPTY
        : objectValue(config.entries.map(({ key, value }) => [key, compileValue(compilation, value, place)])),
    input: input === undefined ? EMPTY : compileValue(compilation, input.value, place),
    ...(retry === undefined ? {} : { retry }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

function checkOptions(compilation: Compilation, { agent, operation }: Work, config: MapNode | null): void {
  const entries = config?.entries ?? [];
  const where = entryOf(agent.node, "config")?.keySpan ?? agent.span;
  for (const entry of entries) checkOption(compilation, operation, entry);
  if (config === null && filledEntryOf(agent.node, "config") !== undefined) return;
  checkMissing(compilation, { operation, entries, where });
  checkBetween(compilation, { operation, entries, where });
  checkLiterals(compilation, { operation, entries, where });
  if (operation === "code")
    checkScript(
      compilation,
      entries.find(({ key }) => key === "script"),
    );
  if (operation === "http")
    checkTimeouts(
      compilation,
      agent,
      entries.find(({ key }) => key === "timeout"),
    );
}

function checkOption(compilation: Compilation, operation: OperationName, { key, keySpan, value }: MapEntry): void {
  const { shape } = operationOptions[operation];
  const schema = fieldOf(shape, key);
  if (schema === undefined) {
    return compilation.diagnostics.error(
      "option-unknown",
      keySpan,
      `The operation ${operation} has no option "${key}".`,
      nearestName(key, Object.keys(shape)),
    );
  }
  if (hasExpression(value)) return;
  const { error } = schema.safeParse(jsonOf(value));
  for (const issue of error?.issues ?? []) {
    const node = nodeAt(value, issue.path);
    const choices = issue.code === "invalid_value" ? issue.values.map(String) : [];
    const reason = choices.length > 0 ? `must be ${inWords(choices)}` : issue.message;
    compilation.diagnostics.error(
      "option-invalid",
      node.span,
      `\`${key}\`: ${reason}.`,
      nearestName(textOf(node) ?? "", choices),
    );
  }
}

interface Options {
  readonly operation: OperationName;
  readonly entries: readonly MapEntry[];
  /** Where to point when something is not there. */
  readonly where: Span;
}

function checkMissing(compilation: Compilation, { operation, entries, where }: Options): void {
  for (const [key, schema] of Object.entries(operationOptions[operation].shape)) {
    if (entries.some((entry) => entry.key === key) || schema.safeParse(undefined).success) continue;
    compilation.diagnostics.error("option-missing", where, `The operation ${operation} needs the option \`${key}\`.`);
  }
}

function checkBetween(compilation: Compilation, { operation, entries, where }: Options): void {
  const present = new Set(entries.map(({ key }) => key));
  const known = Object.fromEntries(
    entries.filter(({ value }) => !hasExpression(value)).map(({ key, value }) => [key, jsonOf(value)]),
  );
  for (const fault of crossOptionFaults(operation, present, known)) {
    if (fault.kind === "missing") {
      compilation.diagnostics.error("option-missing", where, `${fault.message}.`);
    } else {
      const span = entries.find(({ key }) => key === fault.option)?.value.span ?? where;
      compilation.diagnostics.error("option-invalid", span, `${fault.message}.`);
    }
  }
}

function checkLiterals({ diagnostics }: Compilation, { operation, entries }: Options): void {
  const literal = LITERAL_OPTIONS[operation] ?? [];
  for (const { key, value } of entries.filter((entry) => literal.includes(entry.key) && hasExpression(entry.value))) {
    if (key === "sql") {
      diagnostics.error(
        "sql-not-literal",
        value.span,
        "`sql` cannot have expressions in it: write ? in their place, and list them in `params`.",
      );
    } else {
      diagnostics.error(
        "must-be-literal",
        value.span,
        `\`${key}\` must be known when the ensemble is built; it cannot be an expression.`,
      );
    }
  }
}

function checkScript({ diagnostics, scripts }: Compilation, entry: MapEntry | undefined): void {
  if (entry === undefined) return;
  const { span } = entry.value;
  if (hasExpression(entry.value)) return;
  const name = textOf(entry.value);
  if (name === null || !name.startsWith("scripts/") || scripts.includes(name)) return;
  diagnostics.error(
    "script-unknown",
    span,
    `There is no script "${name}": no file ensembles/${name}.ts.`,
    nearestName(name, scripts),
  );
}

/** The agent's own `timeout` and the http option mean the same: one attempt. */
function checkTimeouts(compilation: Compilation, { node }: AgentOutline, option: MapEntry | undefined): void {
  const timeout = filledEntryOf(node, "timeout");
  if (timeout === undefined || option === undefined) return;
  const [one, other] = [millisecondsOf(timeout.value), millisecondsOf(option.value)];
  if (one !== null && other !== null && one !== other) reportTwice(compilation, option.keySpan, timeout, option);
}

function fieldOf(shape: Readonly<Record<string, z.ZodType>>, key: string): z.ZodType | undefined {
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

function millisecondsOf(node: DocumentNode): number | null {
  const value = node.kind === "scalar" ? node.value : null;
  return typeof value === "string" ? parseDuration(value) : typeof value === "number" ? value : null;
}

/** The node inside `node` that a path of keys and positions leads to, as far as there is one. */
function nodeAt(node: DocumentNode, path: readonly PropertyKey[]): DocumentNode {
  const [step, ...rest] = path;
  if (step === undefined) return node;
  const inner =
    node.kind === "list"
      ? node.items[Number(step)]
      : node.kind === "map"
        ? filledEntryOf(node, String(step))?.value
        : undefined;
  return inner === undefined ? node : nodeAt(inner, rest);
}

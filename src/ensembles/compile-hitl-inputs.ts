/** Compiles a hitl agent's inputs, each of which may read the others, in an order in which that works. */
import { requireForm } from "../contract/form-schema.ts";
import type { CompiledValue, Expression } from "../expressions/compiled.ts";
import { namesIn } from "../expressions/names-in.ts";
import { inputEntryOf, mergedEntries } from "./agent-input.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileValue, hasExpression } from "./compile-value.ts";
import { isNothing, jsonOf } from "./document-node.ts";
import type { DocumentNode, MapEntry, MapNode } from "./document-node.ts";
import { findCycles } from "./find-cycles.ts";
import { HITL_CONFIG_KEYS } from "./hitl-config-keys.ts";
import { checkKeys, wrongType } from "./literal-options.ts";
import type { HitlInput } from "./plan.ts";
import { resolveName } from "./resolve-name.ts";
import { substituteName } from "./substitute-name.ts";

const INPUTS = [
  "data",
  "prompt",
  "approvers",
  "minApprovals",
  "metadata",
  "form",
  "requester",
] as const satisfies readonly HitlInput[];
const KEYS = [...INPUTS, "timeout"] as const;
/** Older spellings. */
const ALIAS_NAMES = ["approvalData"] as const;
const ALIASES: Readonly<Record<string, string>> = { approvalData: "data" } satisfies Record<
  (typeof ALIAS_NAMES)[number],
  HitlInput
>;

/** What may stand in the `inputs` of a hitl agent. */
export const HITL_INPUT_KEYS = [...KEYS, ...ALIAS_NAMES] as const;

/** The agent's inputs under their present names. */
export function hitlInputEntries(compilation: Compilation, node: MapNode): MapEntry[] {
  const entry = inputEntryOf(compilation, node);
  if (entry === undefined) return [];
  if (entry.value.kind !== "map") {
    wrongType(compilation, entry, "a mapping");
    return [];
  }
  checkKeys(compilation, entry.value, HITL_INPUT_KEYS, "A hitl agent's `inputs`", {
    keys: HITL_CONFIG_KEYS,
    home: "config",
  });
  const isOlder = ({ key }: MapEntry): boolean => Object.hasOwn(ALIASES, key);
  const older = entry.value.entries
    .filter(isOlder)
    .map((alias) => ({ ...alias, key: ALIASES[alias.key] ?? alias.key }));
  const merged = mergedEntries(
    compilation,
    entry.value.entries.filter((other) => !isOlder(other)),
    older,
  );
  const known = merged.filter(({ key }) => (KEYS as readonly string[]).includes(key));
  for (const input of known) checkKind(compilation, input);
  return known.filter(
    ({ key, value }) => key === "data" || key === "metadata" || key === "approvers" || !isNothing(value),
  );
}

interface Inputs {
  readonly entries: readonly MapEntry[];
  readonly place: Place;
}

/** Every input after the ones it reads; `timeout` apart, since it is not evaluated with them. */
export function compileHitlInputs(
  compilation: Compilation,
  { entries, place }: Inputs,
): { ordered: readonly (readonly [HitlInput, CompiledValue])[]; timeout: CompiledValue | undefined } {
  const names = new Set(entries.map(({ key }) => key));
  const values = new Map(
    entries.map(
      ({ key, value }) => [key, compileValue(compilation, value, { ...place, inputs: { names, own: key } })] as const,
    ),
  );
  const readsOf = (key: string): string[] =>
    neighboursRead(compilation, values.get(key), { ...place, inputs: { names, own: key } });
  reportCycles(compilation, entries, readsOf);
  const timeout = values.get("timeout");
  const ordered = dependenciesFirst([...names], readsOf).flatMap((key): [HitlInput, CompiledValue][] => {
    const value = values.get(key);
    return value !== undefined && isInput(key) ? [[key, withTimeout(value, timeout)]] : [];
  });
  return { ordered, timeout };
}

/** The inputs are evaluated without `timeout` beside them, so what reads it gets its expression instead. */
function withTimeout(value: CompiledValue, timeout: CompiledValue | undefined): CompiledValue {
  return timeout === undefined || !namesIn(value).has("timeout")
    ? value
    : substituteName(value, "timeout", asExpression(timeout));
}

function asExpression(value: CompiledValue): Expression {
  if (value.k === "expr") return value.e;
  if (value.k === "const") return typeof value.v === "object" ? { k: "undef" } : { k: "lit", v: value.v };
  const parts = value.k === "text" ? value.p : [];
  return parts
    .map((part): Expression =>
      typeof part === "string" ? { k: "lit", v: part } : { k: "call", f: "String", a: [part] },
    )
    .reduce((l, r): Expression => ({ k: "binary", op: "+", l, r }), { k: "lit", v: "" });
}

function neighboursRead(compilation: Compilation, value: CompiledValue | undefined, place: Place): string[] {
  if (value === undefined) return [];
  return [...namesIn(value)].filter((name) => resolveName(compilation, place, name).kind === "neighbour");
}

function reportCycles(
  { diagnostics }: Compilation,
  entries: readonly MapEntry[],
  readsOf: (key: string) => readonly string[],
): void {
  for (const cycle of findCycles(
    entries.map(({ key }) => key),
    readsOf,
  )) {
    const entry = entries.find(({ key }) => key === cycle[0]);
    if (entry === undefined) continue;
    diagnostics.error(
      "input-cycle",
      entry.keySpan,
      `Inputs read each other in a circle: ${[...cycle, cycle[0] ?? ""].join(" → ")}.`,
    );
  }
}

/** Keeps the order of the text where nothing speaks against it. */
function dependenciesFirst(keys: readonly string[], readsOf: (key: string) => readonly string[]): string[] {
  const done = new Set<string>();
  const visiting = new Set<string>();
  const visit = (key: string): void => {
    if (done.has(key) || visiting.has(key)) return;
    visiting.add(key);
    for (const read of readsOf(key)) visit(read);
    done.add(key);
  };
  for (const key of keys) visit(key);
  return [...done];
}

/** Approvers and minApprovals have checks of their own. */
function checkKind(compilation: Compilation, entry: MapEntry): void {
  const { key, value } = entry;
  if (hasExpression(value) && value.kind === "scalar") return;
  if ((key === "prompt" || key === "requester") && !isTextNode(value)) wrongType(compilation, entry, "a text");
  if ((key === "metadata" || key === "form") && value.kind !== "map" && !isNothing(value))
    wrongType(compilation, entry, "a mapping");
  if (key === "form" && value.kind === "map" && !hasExpression(value)) checkForm(compilation, value);
}

function checkForm({ diagnostics }: Compilation, form: MapNode): void {
  try {
    requireForm(jsonOf(form));
  } catch (error) {
    const why = error instanceof Error ? error.message : "no JSON Schema";
    diagnostics.error("option-invalid", form.span, `\`form\` cannot be used: ${why}`);
  }
}

function isTextNode(node: DocumentNode): boolean {
  return node.kind === "scalar" && (typeof node.value === "string" || node.value === null);
}

function isInput(key: string): key is HitlInput {
  return (INPUTS as readonly string[]).includes(key);
}

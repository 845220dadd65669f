/** Compiles an agent's condition: exactly one expression, or true or false. */
import type { CompiledValue } from "../expressions/compiled.ts";
import { namesIn, readsEnv } from "../expressions/names-in.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileValue, hasExpression } from "./compile-value.ts";
import { entryOf, textOf } from "./document-node.ts";
import type { MapEntry, MapNode } from "./document-node.ts";
import type { PlanCondition } from "./plan.ts";

/** `undefined` where the agent always runs. */
export function compileCondition(compilation: Compilation, node: MapNode, place: Place): PlanCondition | undefined {
  const entry = entryOf(node, "condition");
  if (entry === undefined || isScalar(entry, true)) return undefined;
  if (isScalar(entry, false)) return { expression: { k: "lit", v: false }, names: [], readsEnv: false };
  const value = compileValue(compilation, entry.value, place);
  if (value.k !== "expr") {
    if (!isReported(entry, value)) report(compilation, entry);
    return undefined;
  }
  const names = [...namesIn(value)].filter((name) => compilation.outline.byName.has(name));
  return { expression: value.e, names, readsEnv: readsEnv(value) };
}

/** A malformed expression compiles to nothing and has been reported. */
function isReported({ value: node }: MapEntry, value: CompiledValue): boolean {
  return value.k === "const" && value.v === null && hasExpression(node);
}

function report(compilation: Compilation, { value }: MapEntry): void {
  const text = textOf(value);
  compilation.diagnostics.error(
    "condition-not-expression",
    value.span,
    "A condition is exactly one expression ${…}, true or false; any other text would always count as true.",
    text === null ? undefined : suggestionFor(text),
  );
}

function suggestionFor(text: string): string | undefined {
  if (text === "true" || text === "false") return text;
  return text === "" || text.includes("$") ? undefined : `\${${text}}`;
}

function isScalar({ value }: MapEntry, wanted: boolean): boolean {
  return value.kind === "scalar" && value.value === wanted;
}

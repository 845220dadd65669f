/** Compiles a node of the document into a value whose expressions are parsed and checked. */
import type { CompiledValue } from "../expressions/compiled.ts";
import type { ExpressionFault } from "../expressions/expression-fault.ts";
import { parseTemplate } from "../expressions/parse-template.ts";
import type { Json } from "../kernel/json.ts";
import { checkNames } from "./check-names.ts";
import type { Compilation, Place } from "./compilation.ts";
import type { DocumentNode, ListNode, MapNode, ScalarNode } from "./document-node.ts";
import { locateInScalar } from "./locate-in-scalar.ts";

/** What stands in for a value whose mistake has been reported. */
const NOTHING: CompiledValue = { k: "const", v: null };

export function compileValue(compilation: Compilation, node: DocumentNode, place: Place): CompiledValue {
  switch (node.kind) {
    case "scalar":
      return compileScalar(compilation, node, place);
    case "list":
      return compileList(compilation, node, place);
    case "map":
      return compileMap(compilation, node, place);
    default:
      return node satisfies never;
  }
}

/** True where the node holds an expression, so that its value is not known at build. */
export function hasExpression(node: DocumentNode): boolean {
  switch (node.kind) {
    case "scalar":
      return typeof node.value === "string" && /^\$env\.|(?<!\$)\$\{/.test(node.value);
    case "list":
      return node.items.some(hasExpression);
    case "map":
      return node.entries.some((entry) => hasExpression(entry.value));
    default:
      return node satisfies never;
  }
}

function compileScalar(compilation: Compilation, node: ScalarNode, place: Place): CompiledValue {
  if (typeof node.value !== "string") return { k: "const", v: node.value };
  if (!node.value.includes("$")) return { k: "const", v: node.value };
  const parsed = parseTemplate(node.value, namesAt(compilation, place));
  if (parsed.ok) {
    checkNames(compilation, place, node, parsed.value);
    return parsed.value;
  }
  for (const fault of parsed.faults) reportFault(compilation, node, fault);
  return NOTHING;
}

function compileList(compilation: Compilation, node: ListNode, place: Place): CompiledValue {
  const items = node.items.map((item) => compileValue(compilation, item, place));
  const literals = items.flatMap((item): Json[] => (item.k === "const" ? [item.v] : []));
  return literals.length === items.length ? { k: "const", v: literals } : { k: "array", a: items };
}

function compileMap(compilation: Compilation, node: MapNode, place: Place): CompiledValue {
  return objectValue(node.entries.map((entry) => [entry.key, compileValue(compilation, entry.value, place)]));
}

/** An object of compiled members: a constant where all of them are. */
export function objectValue(members: readonly (readonly [string, CompiledValue])[]): CompiledValue {
  const literals = members.flatMap(([key, value]): [string, Json][] => (value.k === "const" ? [[key, value.v]] : []));
  return literals.length === members.length
    ? { k: "const", v: Object.fromEntries(literals) }
    : { k: "object", o: members };
}

function reportFault(compilation: Compilation, node: ScalarNode, fault: ExpressionFault): void {
  const span = locateInScalar(compilation.diagnostics.text, node, fault.offset, fault.length ?? 1);
  compilation.diagnostics.error(fault.code, span, asSentence(fault), fault.suggestion);
}

/** Faults of expressions are worded to stand inside other sentences, their suggestion included. */
function asSentence(fault: ExpressionFault): string {
  const said = fault.suggestion === undefined ? fault.message : fault.message.replace(/; did you mean `[^`]*`\?$/, "");
  const start = /^[a-z]+ /.test(said) ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said;
  return /[.?!]$/.test(start) ? start : `${start}.`;
}

function namesAt(compilation: Compilation, { inputs }: Place): readonly string[] {
  return inputs === undefined ? compilation.names : [...compilation.names, ...inputs.names];
}

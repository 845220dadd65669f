/** The faults of names that mean nothing, with what was probably meant. */
import type { ExpressionFault, ExpressionFaultCode } from "./expression-fault.ts";
import { helpWithFunction, helpWithMethod, helpWithName } from "./foreign-words.ts";
import { FUNCTION_NAMES, functionNamed } from "./functions.ts";
import { METHOD_NAMES } from "./methods.ts";
import { hyphenatedWordAround } from "./name-grammar.ts";
import { nearestName } from "./nearest-name.ts";
import type { Span, SyntaxKind } from "./syntax-node.ts";

/** Where names are looked up: the source they stand in, and all names that exist there. */
export interface NameScope {
  readonly source: string;
  readonly names: ReadonlySet<string>;
}

/** A name that is no name of the scope. */
export function unknownName(node: SyntaxKind<"Identifier">, scope: NameScope): ExpressionFault {
  const span = { offset: node.at ?? 0, length: node.name.length };
  const what = `\`${node.name}\` is not a name here`;
  if (functionNamed(node.name) !== undefined)
    return faultOf("name-unknown", `\`${node.name}\` is a function`, span, `${node.name}()`);
  const help = helpWithName(node.name);
  if (help !== undefined) return { code: "name-unknown", message: `${what}; ${help}`, ...span };
  return hyphenatedName(node, scope) ?? faultOf("name-unknown", what, span, nearestName(node.name, scope.names));
}

/** `risk-chek` is read as a subtraction, though one name was meant; so is `input.first-name`. */
function hyphenatedName(node: SyntaxKind<"Identifier">, { source, names }: NameScope): ExpressionFault | undefined {
  const { word, start } = hyphenatedWordAround(source, node.at ?? 0);
  if (!word.includes("-")) return undefined;
  if (source.charAt(start - 1) === ".") {
    const suggestion = `["${word}"]`;
    const message = `\`${node.name}\` is not a name here; a member with a hyphen is written \`${suggestion}\``;
    const from = source.charAt(start - 2) === "?" ? start : start - 1;
    return { code: "name-unknown", message, offset: from, length: start + word.length - from, suggestion };
  }
  const meant = nearestName(word, names);
  const span = { offset: start, length: word.length };
  return meant === undefined ? undefined : faultOf("name-unknown", `\`${word}\` is not a name here`, span, meant);
}

/** A function that is not on the list, by its full name. */
export function unknownFunction(path: string, span: Span, { names }: NameScope): ExpressionFault {
  if (names.has(path)) return { code: "function-unknown", message: `\`${path}\` is a value, not a function`, ...span };
  const help = helpWithFunction(path);
  const what = `${path}() is not a function of expressions`;
  if (help !== undefined) return { code: "function-unknown", message: `${what}; ${help}`, ...span };
  return faultOf("function-unknown", what, span, nearestName(path, FUNCTION_NAMES));
}

/** A method that no value has. */
export function unknownMethod(name: string, span: Span): ExpressionFault {
  const help = helpWithMethod(name);
  const what = `${name}() is not a method of expressions`;
  if (help !== undefined) return { code: "method-unknown", message: `${what}; ${help}`, ...span };
  return faultOf("method-unknown", what, span, nearestName(name, METHOD_NAMES));
}

function faultOf(code: ExpressionFaultCode, what: string, span: Span, suggestion: string | undefined): ExpressionFault {
  if (suggestion === undefined) return { code, message: what, ...span };
  return { code, message: `${what}; did you mean \`${suggestion}\`?`, ...span, suggestion };
}

/** What is known of names before a run gets there, and what follows from it: a value, a truth, or nothing yet. */
import type { CompiledValue, Expression } from "../../expressions/compiled.ts";
import { evaluate } from "../../expressions/evaluate.ts";
import { partsOf } from "../../expressions/walk-expressions.ts";
import { hiddenVariable } from "../scope.ts";

/** `null`: nothing. */
export type Knowledge =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "members"; readonly members: Readonly<Record<string, Knowledge>> }
  | null;

export type Known = ReadonlyMap<string, Knowledge>;
export type Truth = "yes" | "no" | "maybe";

export function knownValue(value: unknown): Knowledge {
  return { kind: "value", value };
}

export function both(left: Truth, right: Truth): Truth {
  if (left === "no" || right === "no") return "no";
  return left === "yes" && right === "yes" ? "yes" : "maybe";
}

/** Whether the expression will hold. What cannot be evaluated may fail its agent: it is left open. */
export function foreseeTruth(expression: Expression, known: Known): Truth {
  switch (expression.k) {
    case "unary":
      if (expression.op === "!") return opposite(foreseeTruth(expression.a, known));
      break;
    case "binary":
      if (expression.op === "&&") return both(foreseeTruth(expression.l, known), foreseeTruth(expression.r, known));
      if (expression.op === "||") return either(foreseeTruth(expression.l, known), foreseeTruth(expression.r, known));
      break;
    default:
  }
  const value = foreseeValue(expression, known);
  if (value === null) return "maybe";
  return value.value ? "yes" : "no";
}

/** The value that the expression will have; `null` where more must be known, or where it cannot be evaluated. */
export function foreseeValue(expression: Expression, known: Known): { readonly value: unknown } | null {
  if (!isKnown(expression, known)) return null;
  const names = Object.fromEntries([...known].map(([name, knowledge]) => [name, plain(knowledge)]));
  try {
    return { value: evaluate(expression, { names, now: "", env: hiddenVariable }) };
  } catch {
    return null;
  }
}

/** The clock of then is not known; neither is the environment, which is nobody's to see. */
function isKnown(node: Expression | CompiledValue, known: Known): boolean {
  if (node.k === "name" || node.k === "member" || node.k === "index") return lookUp(node, known)?.kind === "value";
  if (node.k === "call" && node.f === "now") return false;
  return partsOf(node).every((part) => isKnown(part, known));
}

function lookUp(node: Expression, known: Known): Knowledge {
  switch (node.k) {
    case "name":
      return known.get(node.n) ?? null;
    case "member":
      return memberOf(lookUp(node.o, known), node.p);
    case "index":
      if (!isKnown(node.i, known)) return null;
      return memberOf(lookUp(node.o, known), node.i.k === "lit" ? String(node.i.v) : null);
    default:
      return isKnown(node, known) ? WHOLE : null;
  }
}

/** Stands for any value that is known: which one is found by evaluating. */
const WHOLE = knownValue(undefined);

function memberOf(holder: Knowledge, name: string | null): Knowledge {
  if (holder === null || holder.kind === "value") return holder;
  return name !== null && Object.hasOwn(holder.members, name) ? (holder.members[name] ?? null) : null;
}

function plain(knowledge: Knowledge): unknown {
  if (knowledge === null) return undefined;
  if (knowledge.kind === "value") return knowledge.value;
  return Object.fromEntries(Object.entries(knowledge.members).map(([name, member]) => [name, plain(member)]));
}

function opposite(truth: Truth): Truth {
  return truth === "maybe" ? "maybe" : truth === "yes" ? "no" : "yes";
}

function either(left: Truth, right: Truth): Truth {
  return opposite(both(opposite(left), opposite(right)));
}

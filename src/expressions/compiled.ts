/** The compiled forms of expressions and of values with expressions in them: plain JSON, kept inside plans. */
import type { Json } from "../kernel/json.ts";

/** A syntax tree, small because plans keep it. Names were resolved when it was compiled. */
export type Expression =
  | { readonly k: "lit"; readonly v: string | number | boolean | null }
  | { readonly k: "undef" }
  /** A name of the scope: an agent, `input`, `env`, `run`, `item`, `index`, or a neighbouring input. */
  | { readonly k: "name"; readonly n: string }
  | { readonly k: "member"; readonly o: Expression; readonly p: string; readonly opt?: true }
  | { readonly k: "index"; readonly o: Expression; readonly i: Expression; readonly opt?: true }
  | { readonly k: "unary"; readonly op: "!" | "-" | "+" | "typeof"; readonly a: Expression }
  | { readonly k: "binary"; readonly op: BinaryOperator; readonly l: Expression; readonly r: Expression }
  | { readonly k: "cond"; readonly c: Expression; readonly t: Expression; readonly e: Expression }
  | { readonly k: "list"; readonly a: readonly Expression[] }
  /** A function of the allow-list by its full name, such as `Math.ceil` or `now`. */
  | { readonly k: "call"; readonly f: string; readonly a: readonly Expression[] }
  /** A harmless method of a text or a list, such as `toUpperCase` or `join`. */
  | {
      readonly k: "method";
      readonly o: Expression;
      readonly m: string;
      readonly a: readonly Expression[];
      readonly opt?: true;
    };

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "=="
  | "!="
  | "==="
  | "!=="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||"
  | "??";

/** A document's value with its expressions compiled. */
export type CompiledValue =
  | { readonly k: "const"; readonly v: Json }
  /** One expression alone: keeps its type. */
  | { readonly k: "expr"; readonly e: Expression }
  /** A text with expressions inside. */
  | { readonly k: "text"; readonly p: readonly (string | Expression)[] }
  | { readonly k: "array"; readonly a: readonly CompiledValue[] }
  | { readonly k: "object"; readonly o: readonly (readonly [string, CompiledValue])[] };

/** What an evaluation may see. */
export interface Scope {
  /** Values of names; own properties only are read. */
  readonly names: Readonly<Record<string, unknown>>;
  /** What `now()` gives: ISO 8601. */
  readonly now: string;
  /** A variable of the environment; `undefined` where it is not set. */
  readonly env: (name: string) => string | undefined;
}

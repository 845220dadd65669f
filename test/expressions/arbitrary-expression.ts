/** Random trees: those that a parser can make, and hostile ones that it never would. */
import * as fc from "fast-check";
import type { BinaryOperator, Expression } from "../../src/expressions/compiled.ts";
import { isDeniedMember } from "../../src/expressions/denied-members.ts";
import { FUNCTION_NAMES, functionNamed } from "../../src/expressions/functions.ts";
import { METHOD_NAMES, methodArity } from "../../src/expressions/methods.ts";

export const BINARY_OPERATORS: readonly BinaryOperator[] = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "==",
  "!=",
  "===",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
  "??",
];

interface Alphabet {
  readonly names: readonly string[];
  readonly members: fc.Arbitrary<string>;
  readonly functions: readonly string[];
  readonly methods: readonly string[];
}

/** Trees that the parser makes of some source with these names. */
export function writableExpression(names: readonly string[]): fc.Arbitrary<Expression> {
  const members = fc
    .oneof(fc.constantFrom("output", "length", "a1", "true", "with-hyphen", "typeof"), fc.string())
    .filter((name) => !isDeniedMember(name));
  return expressionOf({
    names: names.filter((name) => name !== "env"),
    members,
    functions: FUNCTION_NAMES,
    methods: METHOD_NAMES,
  });
}

const HOSTILE_WORDS = [
  "__proto__",
  "prototype",
  "constructor",
  "toString",
  "valueOf",
  "toJSON",
  "hasOwnProperty",
  "__defineGetter__",
  "__lookupGetter__",
  "call",
  "apply",
  "bind",
  "then",
  "eval",
  "Function",
  "globalThis",
  "process",
  "map",
  "sort",
  "length",
  "secret",
  "trap",
  "list",
  "0",
  "1",
];

/** Trees that aim at prototypes, constructors, globals and getters; no parser made them. */
export function hostileExpression(names: readonly string[]): fc.Arbitrary<Expression> {
  return expressionOf({
    names: [...names, ...HOSTILE_WORDS],
    members: fc.constantFrom(...HOSTILE_WORDS, ...names),
    functions: [
      ...FUNCTION_NAMES,
      "eval",
      "Function",
      "constructor",
      "Math.constructor",
      "__proto__",
      "Object.assign",
      "Math.random",
    ],
    methods: [...METHOD_NAMES, ...HOSTILE_WORDS],
  });
}

function expressionOf({ names, members, functions, methods }: Alphabet): fc.Arbitrary<Expression> {
  const literal = fc
    .oneof(
      fc.string({ unit: "binary" }),
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
      fc.nat(),
      fc.boolean(),
      fc.constant(null),
      members,
    )
    .map((v): Expression => ({ k: "lit", v }));
  const variable = members.map((p): Expression => ({ k: "member", o: { k: "name", n: "env" }, p }));
  const leaf = fc.oneof(
    literal,
    variable,
    fc.constant<Expression>({ k: "undef" }),
    fc.constantFrom(...names).map((n): Expression => ({ k: "name", n })),
  );
  const { any } = fc.letrec<{ any: Expression }>((tie) => {
    const inner = tie("any");
    const opt = fc.constantFrom({}, { opt: true } as const);
    const index = inner.filter((part) => !(part.k === "lit" && typeof part.v === "string"));
    return {
      any: fc.oneof(
        { maxDepth: 5, depthIdentifier: "expression" },
        leaf,
        fc.tuple(inner, members, opt).map(([o, p, optional]): Expression => ({ k: "member", o, p, ...optional })),
        fc.tuple(inner, index, opt).map(([o, i, optional]): Expression => ({ k: "index", o, i, ...optional })),
        fc.tuple(fc.constantFrom("!", "-", "+", "typeof"), inner).map(([op, a]): Expression => ({ k: "unary", op, a })),
        fc
          .tuple(fc.constantFrom(...BINARY_OPERATORS), inner, inner)
          .map(([op, l, r]): Expression => ({ k: "binary", op, l, r })),
        fc.tuple(inner, inner, inner).map(([c, t, e]): Expression => ({ k: "cond", c, t, e })),
        fc.array(inner, { maxLength: 3 }).map((a): Expression => ({ k: "list", a })),
        fc
          .constantFrom(...functions)
          .chain((f) => argumentsOf(inner, functionNamed(f)?.arity).map((a): Expression => ({ k: "call", f, a }))),
        fc
          .constantFrom(...methods)
          .chain((m) =>
            fc
              .tuple(inner, argumentsOf(inner, methodArity(m)), opt)
              .map(([o, a, optional]): Expression => ({ k: "method", o, m, a, ...optional })),
          ),
      ),
    };
  });
  return any;
}

function argumentsOf(
  inner: fc.Arbitrary<Expression>,
  arity: readonly [number, number] = [0, 2],
): fc.Arbitrary<Expression[]> {
  return fc.array(inner, { minLength: arity[0], maxLength: Math.min(3, arity[1]) });
}

/** Says what is wrong where the grammar cannot go on, in words for people who know JavaScript or spreadsheets. */
import type { ExpressionFault, ExpressionFaultCode } from "./expression-fault.ts";
import { identifierAt } from "./name-grammar.ts";
import { isBinaryOperator } from "./precedence.ts";

interface Remedy {
  readonly code: ExpressionFaultCode;
  readonly message: string;
  readonly suggestion?: string;
}

interface Cause extends Remedy {
  readonly starts: string;
}

/** Tried in this order. */
const CAUSES: readonly Cause[] = [
  {
    starts: "=>",
    code: "function-literal",
    message: "functions cannot be written in expressions; use an agent with operation: code",
  },
  {
    starts: "=",
    code: "assignment",
    message: "`=` would assign, which expressions cannot; write `===` to compare",
    suggestion: "===",
  },
  {
    starts: "`",
    code: "template-literal",
    message: "backticks are not supported; write plain text around `${…}`, or join texts with `+`",
  },
  { starts: "${", code: "expression-syntax", message: "this is already inside `${…}`; write the name alone" },
  {
    starts: "{",
    code: "object-literal",
    message: "objects cannot be written in expressions; write them as YAML, with a `${…}` per member",
  },
  { starts: "...", code: "expression-syntax", message: "`...` is not supported; use concat() or flat() to join lists" },
  { starts: "++", code: "operator-unknown", message: "`++` would assign, which expressions cannot; write `+ 1`" },
  {
    starts: "--",
    code: "operator-unknown",
    message: "`--` would assign, which expressions cannot; write `- 1`, or `- -x` with a space",
  },
  {
    starts: "&",
    code: "operator-unknown",
    message: "`&` works on bits, which expressions do not; write `&&` for `and`",
    suggestion: "&&",
  },
  {
    starts: "|",
    code: "operator-unknown",
    message: "`|` works on bits, which expressions do not; write `||` for `or`",
    suggestion: "||",
  },
  {
    starts: "^",
    code: "operator-unknown",
    message: "`^` works on bits, which expressions do not; write `**` for powers",
    suggestion: "**",
  },
  { starts: "~", code: "operator-unknown", message: "`~` works on bits, which expressions do not" },
  { starts: "<<", code: "operator-unknown", message: "`<<` works on bits, which expressions do not" },
  { starts: ">>", code: "operator-unknown", message: "`>>` works on bits, which expressions do not" },
  { starts: "<>", code: "operator-unknown", message: "`<>` is not an operator; write `!==`", suggestion: "!==" },
  {
    starts: "/",
    code: "expression-syntax",
    message: "a value is missing before `/`; regular expressions are not supported",
  },
  { starts: ";", code: "expression-syntax", message: "one expression only: `;` is not supported" },
  {
    starts: "\u201c",
    code: "expression-syntax",
    message: "a curly quote does not start a text; write a straight one",
    suggestion: '"',
  },
  {
    starts: "\u201d",
    code: "expression-syntax",
    message: "a curly quote does not end a text; write a straight one",
    suggestion: '"',
  },
  {
    starts: "\u2018",
    code: "expression-syntax",
    message: "a curly quote does not start a text; write a straight one",
    suggestion: "'",
  },
  {
    starts: "\u2019",
    code: "expression-syntax",
    message: "a curly quote does not end a text; write a straight one",
    suggestion: "'",
  },
];

const OPERATOR_WORDS: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  ["and", { code: "operator-unknown", message: "`and` is not an operator; write `&&`", suggestion: "&&" }],
  ["or", { code: "operator-unknown", message: "`or` is not an operator; write `||`", suggestion: "||" }],
  ["is", { code: "operator-unknown", message: "`is` is not an operator; write `===`", suggestion: "===" }],
  ["eq", { code: "operator-unknown", message: "`eq` is not an operator; write `===`", suggestion: "===" }],
  ["in", { code: "operator-unknown", message: "`in` is not supported; write `list.includes(value)`" }],
  [
    "instanceof",
    { code: "operator-unknown", message: "`instanceof` is not supported; `typeof x` tells a text from a number" },
  ],
]);

const STARTING_WORDS: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  ["this", { code: "name-unknown", message: "`this` is not a value here; write the name of an agent, or input" }],
  ["not", { code: "operator-unknown", message: "`not` is not an operator; write `!`", suggestion: "!" }],
  ["new", { code: "operator-unknown", message: "`new` is not supported; for the time, write now()" }],
  ["void", { code: "operator-unknown", message: "`void` is not supported; write undefined" }],
  ["delete", { code: "operator-unknown", message: "`delete` is not supported: expressions change nothing" }],
  ["await", { code: "operator-unknown", message: "`await` is not supported: every output is already there" }],
  [
    "function",
    {
      code: "function-literal",
      message: "functions cannot be written in expressions; use an agent with operation: code",
    },
  ],
  [
    "async",
    {
      code: "function-literal",
      message: "functions cannot be written in expressions; use an agent with operation: code",
    },
  ],
]);

/** The fault at a place where the expression should go on with an operator, a comma or a bracket, or should end. */
export function unexpectedAt(source: string, offset: number): ExpressionFault {
  const word = identifierAt(source, offset);
  const operatorWord = OPERATOR_WORDS.get(word);
  if (operatorWord !== undefined) return faultOf(operatorWord, offset, word.length);
  const known = CAUSES.find(({ starts }) => source.startsWith(starts, offset));
  if (known !== undefined) return faultOf(known, offset, known.starts.length);
  if (word !== "")
    return {
      code: "expression-syntax",
      message: `an operator or a comma is missing before \`${word}\``,
      offset,
      length: word.length,
    };
  if (offset >= source.length) return { code: "expression-syntax", message: "the expression ends too early", offset };
  return {
    code: "expression-syntax",
    message: `\`${charAt(source, offset)}\` is not expected here`,
    offset,
    length: 1,
  };
}

/** The fault at a place where a value should stand and nothing that starts a value does. */
export function missingValueAt(source: string, offset: number): ExpressionFault {
  const operator = longOperatorAt(source, offset);
  if (operator !== undefined) return missingBefore(operator, offset);
  const known = CAUSES.find(({ starts }) => source.startsWith(starts, offset));
  if (known !== undefined) return { code: known.code, message: known.message, offset, length: known.starts.length };
  if (offset >= source.length)
    return { code: "expression-syntax", message: "the expression ends where a value should follow", offset };
  return missingBefore(charAt(source, offset), offset);
}

/** The fault of a word that cannot start a value, such as `this` and `new`; `undefined` for all other words. */
export function refusedWordAt(word: string, offset: number): ExpressionFault | undefined {
  const known = STARTING_WORDS.get(word);
  return known === undefined ? undefined : faultOf(known, offset, word.length);
}

/** The fault of an operator that jsep knows and the language does not. */
export function refusedOperatorAt(operator: string, offset: number): ExpressionFault {
  const known = CAUSES.find(({ starts }) => operator.startsWith(starts));
  const message = `\`${operator}\` is not an operator of expressions`;
  return faultOf(known ?? { code: "operator-unknown", message }, offset, operator.length);
}

/** An operator of two or three signs, which would otherwise be taken for its first sign. */
function longOperatorAt(source: string, offset: number): string | undefined {
  return [3, 2]
    .map((length) => source.slice(offset, offset + length))
    .find((text) => text.length > 1 && isBinaryOperator(text));
}

function missingBefore(text: string, offset: number): ExpressionFault {
  return { code: "expression-syntax", message: `a value is missing before \`${text}\``, offset, length: text.length };
}

function faultOf(remedy: Remedy, offset: number, length: number): ExpressionFault {
  const { code, message, suggestion } = remedy;
  return suggestion === undefined ? { code, message, offset, length } : { code, message, offset, length, suggestion };
}

function charAt(source: string, offset: number): string {
  return String.fromCodePoint(source.codePointAt(offset) ?? 0);
}

/** Reads a quoted text with JavaScript's escapes. */
import { refuse } from "./expression-fault.ts";

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["0", "\0"],
  ["\n", ""],
]);

const CODE = /x(?<hex>[0-9a-f]{2})|u(?<unit>[0-9a-f]{4})|u\{(?<point>0*[0-9a-f]{1,6})\}/iy;

export interface TextLiteral {
  readonly value: string;
  /** Just past the closing quote. */
  readonly end: number;
}

/** The text whose opening quote is at `start`. */
export function readTextLiteral(source: string, start: number): TextLiteral {
  const quote = source.charAt(start);
  let value = "";
  for (let index = start + 1; index < source.length; index += 1) {
    const char = source.charAt(index);
    if (char === quote) return { value, end: index + 1 };
    if (char !== "\\") value += char;
    else {
      const escape = readEscape(source, index + 1);
      value += escape.value;
      index = escape.end - 1;
    }
  }
  return refuse({
    code: "text-invalid",
    message: `the text is not closed: a ${quote} is missing`,
    offset: start,
    length: source.length - start,
  });
}

function readEscape(source: string, start: number): TextLiteral {
  const char = source.charAt(start);
  if (char === "x" || char === "u") return readCode(source, start);
  const octal = /[1-9]/.test(char) || (char === "0" && /\d/.test(source.charAt(start + 1)));
  if (octal) return refuseEscape(start);
  return { value: SIMPLE.get(char) ?? char, end: start + 1 };
}

function readCode(source: string, start: number): TextLiteral {
  CODE.lastIndex = start;
  const match = CODE.exec(source);
  const digits = match?.groups?.["hex"] ?? match?.groups?.["unit"] ?? match?.groups?.["point"];
  const code = digits === undefined ? Infinity : Number.parseInt(digits, 16);
  if (match === null || code > 0x10ffff) return refuseEscape(start);
  return { value: String.fromCodePoint(code), end: start + match[0].length };
}

function refuseEscape(start: number): never {
  return refuse({
    code: "text-invalid",
    message: "this escape is not known; write \\\\ for a backslash, \\u20ac for a character by its number",
    offset: start - 1,
    length: 2,
  });
}

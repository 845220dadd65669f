/** How names are written, which names are taken, and which members nobody may read. */
import { FUNCTION_ROOTS } from "./functions.ts";

const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const WHOLE_IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:-+[\p{ID_Continue}$]+)*$/u;
const IDENTIFIER_PART = /[\p{ID_Continue}$]/uy;
const HYPHENATED_WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*(?:-+[\p{ID_Continue}$]+)*/gu;

const LITERALS: ReadonlySet<string> = new Set(["true", "false", "null", "undefined", "this", "typeof"]);
const ROOTS: ReadonlySet<string> = new Set(["input", "env", "run", "item", "index"]);

/** True where an expression can speak of this name: an identifier whose parts may be joined by hyphens. */
export function isSpeakableName(text: string): boolean {
  return NAME.test(text);
}

/** True where the name already means something in every expression, so that no agent may have it. */
export function isReservedName(text: string): boolean {
  return LITERALS.has(text) || ROOTS.has(text) || FUNCTION_ROOTS.has(text);
}

/** True where `.text` can be written after a dot. */
export function isIdentifier(text: string): boolean {
  return WHOLE_IDENTIFIER.test(text);
}

/** The identifier that starts at `index`, or an empty text. */
export function identifierAt(source: string, index: number): string {
  IDENTIFIER.lastIndex = index;
  return IDENTIFIER.exec(source)?.[0] ?? "";
}

/** The longest of `names` that stands at `index` and ends there; `undefined` where none does. */
export function longestNameAt(source: string, index: number, names: readonly string[]): string | undefined {
  return names
    .filter((name) => source.startsWith(name, index) && !isPartAt(source, index + name.length))
    .reduce<string | undefined>(
      (best, name) => (best === undefined || name.length > best.length ? name : best),
      undefined,
    );
}

/** The word with its hyphens that `index` lies in: what the author may have meant as one name. */
export function hyphenatedWordAround(source: string, index: number): { readonly word: string; readonly start: number } {
  for (const match of source.matchAll(HYPHENATED_WORD)) {
    if (match.index <= index && index < match.index + match[0].length) return { word: match[0], start: match.index };
  }
  return { word: identifierAt(source, index), start: index };
}

function isPartAt(source: string, index: number): boolean {
  IDENTIFIER_PART.lastIndex = index;
  return IDENTIFIER_PART.test(source);
}

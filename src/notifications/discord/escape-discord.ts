/** User text in Discord: every character that could make a mention, a link or markup of it stands behind a backslash. */
import type { Escape } from "../cut-text.ts";

const MARKUP = /[\\*_~`|<>[\]@]/;
/** At the beginning of a line: headings, lists, small print. */
const LINE_MARKUP = /[#+-]/;
const PING = /^(?:here|everyone)\b/i;
/** Zero width: parts what must not be read together, and is not seen. */
const APART = "\u200B";

export const escapeDiscord: Escape = (character, index, text) => {
  if (character === "@" && isPing(text, index)) return `\\@${APART}`;
  if (MARKUP.test(character)) return `\\${character}`;
  if (character === ":" && text.startsWith("//", index + 1)) return "\\:";
  if (LINE_MARKUP.test(character) && /^\s*$/.test(lineBefore(text, index))) return `\\${character}`;
  return character;
};

/** For code blocks, out of which no run of backticks breaks. */
export const escapeCodeBlock: Escape = (character, index, text) => {
  if (character === "`" && text[index + 1] === "`") return character + APART;
  return character === "@" && isPing(text, index) ? character + APART : character;
};

/** `@here`, but not the `@` of `ana@here.example`. */
function isPing(text: string, at: number): boolean {
  return !/\w/.test(text[at - 1] ?? "") && PING.test(text.slice(at + 1, at + 10));
}

/** A bounded look back: markup stands behind little white space or none. */
function lineBefore(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - 8), index);
  return before.slice(before.lastIndexOf("\n") + 1);
}

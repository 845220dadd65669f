/**
 * User text in an Adaptive Card, whose texts are Markdown: what could make a link, a list or a date of it is taken
 * apart by a character of no width, since not every Teams client knows backslashes alone.
 */
import type { Escape } from "../cut-text.ts";

const MARKUP = /[\\*_~`<>[\]#|]/;
/** Zero width: parts what must not be read together, and is not seen. */
const APART = "\u200B";

export const escapeTeams: Escape = (character, index, text) => {
  const next = text[index + 1] ?? "";
  if (character === "\n") return "\n\n";
  if (character === "]") return `\\]${APART}`;
  // Indented text is code to Markdown, and several spaces are one.
  if (character === " " && /^[\s]?$/.test(text[index - 1] ?? "")) return "\u00A0";
  if (MARKUP.test(character)) return `\\${character}`;
  // `{{DATE(…)}}` is shown as a date, and `https://…` as a link.
  if (character === "{" && next === "{") return character + APART;
  if (character === ":" && next === "/") return character + APART;
  if (/[+\d-]/.test(character) && isListMark(text, index)) return character + APART;
  return character;
};

/** `- `, `+ ` or `1. ` at the beginning of a line. */
function isListMark(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 8), index);
  if (before.slice(before.lastIndexOf("\n") + 1).trim() !== "") return false;
  return /^(?:[+-]\s|\d+[.)]\s)/.test(text.slice(index, index + 12));
}

/** Text from outside, made safe for a terminal: it cannot move the cursor, change colours or reorder what is read. */
import { stripVTControlCharacters } from "node:util";
import { visibleText } from "../../html/visible-text.ts";

/** Line breaks and tabs stay. */
export function terminalText(text: string): string {
  return visibleText(stripVTControlCharacters(text));
}

/** The same in one line. */
export function terminalLine(text: string): string {
  return terminalText(text).replaceAll(/\s+/g, " ").trim();
}

/** Readable JSON that stays JSON: what a terminal might act upon is escaped. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, escaped);
}

function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Text in HTML: in an element and between double or single quotes of an attribute. */
import type { Escape } from "../cut-text.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, escapeHtmlCharacter);
}

/** One character, for cutting by escaped length. */
export const escapeHtmlCharacter: Escape = (character) => ENTITIES[character] ?? character;

/** Escaped, and with its line breaks. */
export function htmlLines(text: string): string {
  return escapeHtml(text).replaceAll("\n", "<br>\n");
}

/** Texts inside Mermaid, where some characters would end the text or be read as markup. */

/** Longest label. */
const SHOWN = 80;

/** A quoted label of one or more lines. */
export function label(...lines: readonly string[]): string {
  return `"${lines.map((line) => escaped(cut(line))).join("<br/>")}"`;
}

function escaped(text: string): string {
  return text.replace(/[#"<>&`\\]/g, (char) => `#${char.codePointAt(0)};`).replace(/\s+/g, " ");
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

/** Makes characters visible that nobody sees but that change what is read: direction overrides, controls, fillers. */

/** A piece of text as it stands, or a hidden character and how often it repeats. */
export type TextPart = string | HiddenCharacter;

export interface HiddenCharacter {
  /** Such as `U+202E`. */
  readonly codePoint: string;
  /** As JSON writes it: `\\u202e`. */
  readonly escape: string;
  readonly count: number;
}

/** Line breaks and tabs stay; so do the joiners that emoji and several scripts are written with. */
const HIDDEN = String.raw`(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]`;
const HIDDEN_RUN = new RegExp(`(${HIDDEN})\\1*`, "gu");
const ANY_HIDDEN = new RegExp(HIDDEN, "u");
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

export function hasHiddenCharacters(text: string): boolean {
  return ANY_HIDDEN.test(text);
}

/** The text in parts, with every hidden character apart; line breaks become `\n`. */
export function visibleParts(text: string): TextPart[] {
  const unified = unifyLineBreaks(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of unified.matchAll(HIDDEN_RUN)) {
    if (match.index > from) parts.push(unified.slice(from, match.index));
    parts.push(hiddenCharacter(match[0]));
    from = match.index + match[0].length;
  }
  if (from < unified.length) parts.push(unified.slice(from));
  return parts;
}

/** The same for places that hold no elements, such as a title or an input's value: `[U+202E]`. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => (typeof part === "string" ? part : `[${formatHidden(part)}]`))
    .join("");
}

/** `U+202E`, or `U+0000 ×12` where it repeats. */
export function formatHidden(part: HiddenCharacter): string {
  return part.count > 1 ? `${part.codePoint} ×${part.count}` : part.codePoint;
}

/** A text as a person typed it, without the control characters that no keyboard makes. */
export function typedText(text: string): string {
  return unifyLineBreaks(text).replaceAll(CONTROLS, "");
}

/** Browsers submit CRLF whatever was in the field; inside, a line ends in LF. */
export function unifyLineBreaks(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}

/** The first characters of a text, never half of a pair that makes one character. */
export function cutText(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

function hiddenCharacter(run: string): HiddenCharacter {
  const code = run.codePointAt(0) ?? 0;
  const units = code > 0xffff ? 2 : 1;
  return {
    codePoint: `U+${code.toString(16).toUpperCase().padStart(4, "0")}`,
    escape: run.slice(0, units).split("").map(escapeUnit).join(""),
    count: run.length / units,
  };
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

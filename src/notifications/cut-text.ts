/** Cuts a text to a length counted after escaping, never inside an escape or a surrogate pair. */
import { oneLine, plainText } from "./plain-text.ts";

export interface CutText {
  /** Escaped, and at most as long as was asked for. */
  readonly text: string;
  /** Whether something was left out; the text then ends in "…". */
  readonly cut: boolean;
}

/** How one character is written; may look at the text around it, of which only the beginning is given. */
export type Escape = (character: string, index: number, text: string) => string;

const ELLIPSIS = "…";

/** `limit` is in UTF-16 units and at least 1; the work done depends on it, not on the size of the text. */
export function cutText(text: string, limit: number, escape: Escape = asIs): CutText {
  const head = headOf(text, limit + 1);
  const plain = plainText(head);
  let whole = "";
  let fitting = "";
  let index = 0;
  for (const character of plain) {
    whole += escape(character, index, plain);
    index += character.length;
    if (whole.length > limit) break;
    if (whole.length <= limit - ELLIPSIS.length) fitting = whole;
  }
  const cut = whole.length > limit || head.length < text.length;
  return { text: cut ? fitting + ELLIPSIS : whole, cut };
}

/** The same for a text put on one line. */
export function cutLine(text: string, limit: number, escape: Escape = asIs): CutText {
  // White space shrinks: four times the limit is looked at, not the whole of a text that may be huge.
  const head = headOf(text, 4 * limit);
  return cutText(head.length < text.length ? oneLine(head) + ELLIPSIS : oneLine(head), limit, escape);
}

/** At most the first `length` units of a text, without half a surrogate pair at the end. */
export function headOf(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

function asIs(character: string): string {
  return character;
}

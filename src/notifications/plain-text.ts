/** Text from outside, made safe to look at: no control character, and nothing that reorders what stands beside it. */

const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/gu;
const CONTROL = /[^\P{Cc}\n\t]/gu;
/** Embeddings, overrides and isolates: with them a text reads differently from what it says (CVE-2021-42574). */
const BIDI_CONTROL = /[\u202A-\u202E\u2066-\u2069]/gu;
/** A whole alphabet that no screen shows: with it a text says more than is seen. */
const TAG = /[\u{E0000}-\u{E007F}]+/gu;
const REPLACEMENT = "\uFFFD";

/** Control and bidi characters and invisible tags become a visible U+FFFD, so that nothing vanishes; every line break becomes `\n`. */
export function plainText(text: string): string {
  const lines = text.toWellFormed().replace(LINE_BREAK, "\n");
  return [CONTROL, BIDI_CONTROL, TAG].reduce((shown, hidden) => shown.replace(hidden, REPLACEMENT), lines);
}

/** The same on one line: each run of white space is one space, none at the ends. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, " ").trim();
}

/** Text from outside, made safe to look at: no control character, and nothing that reorders what stands beside it. */

const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/gu;
const CONTROL = /[^\P{Cc}\n\t]/gu;
/** Embeddings, overrides and isolates: with them a text reads differently from what it says (CVE-2021-42574). */
const BIDI_CONTROL = /[\u202A-\u202E\u2066-\u2069]/gu;
const REPLACEMENT = "\uFFFD";

/** Control and bidi characters become a visible U+FFFD, so that nothing vanishes; every line break becomes `\n`. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(LINE_BREAK, "\n").replace(CONTROL, REPLACEMENT).replace(BIDI_CONTROL, REPLACEMENT);
}

/** The same on one line: each run of white space is one space, none at the ends. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, " ").trim();
}

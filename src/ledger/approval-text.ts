/** The text by which an approval is found: what is asked, by whom, and where. */
import type { Approval } from "../contract/approval.ts";

/** Characters of it that are searched. */
const LONGEST = 2_000;

export function searchableText({ prompt, requestedBy, ensemble }: Approval): string {
  return foldText([prompt, requestedBy, ensemble].join("\n")).slice(0, LONGEST);
}

/** Whatever is asked for is found in any letters. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

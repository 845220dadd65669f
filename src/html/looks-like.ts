/** What a text was written as, where it shows. */

/** Two lines at least, one of which begins as headings, lists, quotes, tables or code do. */
const MARKDOWN = /^(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> ?\S|```|\|.*\|\s*$)/m;

/** A hunk, below the names of two files. */
const DIFF = /^--- .*\n\+\+\+ .*\n@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m;

/** Capitals, small letters and digits in one piece: no word is so long, and no writing without spaces is made of these. */
const TOKEN = /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[\w+/=.~-]{160,}$/;

export function looksLikeMarkdown(text: string): boolean {
  return text.trim().includes("\n") && MARKDOWN.test(text);
}

/** As receipts, keys and pictures in base64 are: nothing that anybody reads. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}

/** As `diff -u` and `git diff` write it. */
export function looksLikeDiff(text: string): boolean {
  return DIFF.test(text);
}

/** What a text was written as, where it shows. */

/** Two lines at least, one of which begins as headings, lists, quotes, tables or code do. */
const MARKDOWN = /^(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> ?\S|```|\|.*\|\s*$)/m;

/** A hunk, below the names of two files. */
const DIFF = /^--- .*\n\+\+\+ .*\n@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m;

export function looksLikeMarkdown(text: string): boolean {
  return text.trim().includes("\n") && MARKDOWN.test(text);
}

/** As `diff -u` and `git diff` write it. */
export function looksLikeDiff(text: string): boolean {
  return DIFF.test(text);
}

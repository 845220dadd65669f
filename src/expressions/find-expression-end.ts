/** Finds where a `${…}` ends, for the template parser and for the reader of YAML. */

const QUOTES: ReadonlySet<string> = new Set(["'", '"', "`"]);

/**
 * The index just past the `}` that closes the `${` at `start`, or `-1` where nothing closes it.
 * Braces inside quotes do not count, and braces inside are closed in pairs; other brackets need no
 * counting, since none can hold an unpaired brace.
 */
export function findExpressionEnd(text: string, start: number): number {
  let open = 1;
  for (let index = start + 2; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (QUOTES.has(char)) {
      index = closingQuote(text, index);
      if (index === -1) return -1;
    } else if (char === "{") open += 1;
    else if (char === "}") open -= 1;
    if (open === 0) return index + 1;
  }
  return -1;
}

function closingQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === "\\") index += 1;
    else if (char === quote) return index;
  }
  return -1;
}

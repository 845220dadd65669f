/** The name of a field as people read it: `invoiceTotal` → `Invoice total`. */

const IDENTIFIER = /^[a-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/;
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
const ABBREVIATIONS: ReadonlySet<string> = new Set([
  "api",
  "html",
  "iban",
  "id",
  "ip",
  "json",
  "pr",
  "sku",
  "ui",
  "uri",
  "url",
  "utc",
  "vat",
]);

/** Names that are no identifier stay as they are. */
export function labelOf(name: string): string {
  if (!IDENTIFIER.test(name)) return name;
  const spoken = (name.match(WORD) ?? [name]).map(spokenWord).join(" ");
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}

function spokenWord(word: string): string {
  const lower = word.toLowerCase();
  if (ABBREVIATIONS.has(lower)) return lower.toUpperCase();
  return word.length > 1 && word === word.toUpperCase() ? word : lower;
}

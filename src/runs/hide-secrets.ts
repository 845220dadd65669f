/** Takes environment values out of a text that will be stored and shown. */
import { hiddenVariable } from "./scope.ts";

/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 4;

export function hideSecrets(
  text: string,
  names: Iterable<string>,
  variable: (name: string) => string | undefined,
): string {
  return (
    [...names]
      .map((name) => ({ name, value: variable(name) ?? "" }))
      .filter(({ value }) => value.length >= SHORTEST_SECRET)
      // The longest first: of two values one of which begins like the other, no end must stay.
      .toSorted((a, b) => b.value.length - a.value.length)
      .reduce((shown, { name, value }) => shown.replaceAll(value, () => hiddenVariable(name)), text)
  );
}

/** Takes environment values out of a text that will be stored and shown. */
import { hiddenVariable } from "./scope.ts";

/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 4;

export function hideSecrets(
  text: string,
  names: Iterable<string>,
  variable: (name: string) => string | undefined,
): string {
  return [...names].reduce((shown, name) => {
    const value = variable(name);
    return value === undefined || value.length < SHORTEST_SECRET
      ? shown
      : shown.replaceAll(value, hiddenVariable(name));
  }, text);
}

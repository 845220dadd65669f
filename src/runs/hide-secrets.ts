/** Takes environment values out of a text that will be stored and shown. */
import { hiddenVariable } from "./scope.ts";

/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 4;

interface Secret {
  readonly name: string;
  readonly value: string;
}

export function hideSecrets(
  text: string,
  names: Iterable<string>,
  variable: (name: string) => string | undefined,
): string {
  const secrets = [...names]
    .flatMap((name) => formsOf(variable(name) ?? "").map((value): Secret => ({ name, value })))
    .filter(({ value }) => value.length >= SHORTEST_SECRET)
    // The longest first: of two values one of which begins like the other, no end must stay.
    .toSorted((a, b) => b.value.length - a.value.length);
  const whole = secrets.reduce((shown, { name, value }) => shown.replaceAll(value, () => hiddenVariable(name)), text);
  return secrets.reduce(hideBeginning, whole);
}

/** The value; of an address also its host, which errors name. */
function formsOf(value: string): readonly string[] {
  return URL.canParse(value) ? [value, new URL(value).host] : [value];
}

/** A text that was cut short may end in the beginning of a value. */
function hideBeginning(text: string, { name, value }: Secret): string {
  const end = text.endsWith("…") ? text.length - 1 : text.length;
  for (let length = Math.min(value.length - 1, end); length >= SHORTEST_SECRET; length -= 1) {
    if (text.startsWith(value.slice(0, length), end - length)) {
      return `${text.slice(0, end - length)}${hiddenVariable(name)}${text.slice(end)}`;
    }
  }
  return text;
}

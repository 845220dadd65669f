/**
 * How the reader of a page writes numbers and dates. A page is rendered without any await, so the locale set meanwhile
 * is its reader's and nobody else's.
 */

let current: string | null = null;

/** Makes something for a reader; `null`: nothing is known of them. */
export function inLocale<T>(locale: string | null, make: () => T): T {
  const outer = current;
  current = locale;
  try {
    return make();
  } finally {
    current = outer;
  }
}

/** The locale that holds, or `null`. */
export function currentLocale(): string | null {
  return current;
}

/** More is no list that a browser would send. */
const MAX_LENGTH = 400;

/** The first language of an `Accept-Language` that is known here, without what it may say of numerals and calendars. */
export function acceptedLocale(header: string | undefined): string | null {
  if (header === undefined || header.length > MAX_LENGTH) return null;
  const wanted = header
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().split(";");
      return { tag, weight: weightOf(rest) };
    })
    .filter(({ tag, weight }) => /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) && weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    const locale = knownLocale(tag);
    if (locale !== null) return locale;
  }
  return null;
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters
    .map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1])
    .find((q) => q !== undefined);
  return quality === undefined ? 1 : Number(quality);
}

function knownLocale(tag: string): string | null {
  try {
    const { baseName } = new Intl.Locale(tag);
    return Intl.NumberFormat.supportedLocalesOf([baseName])[0] ?? null;
  } catch {
    return null;
  }
}

/** Waits until something becomes true, and says what it last saw where it does not. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Patience {
  /** What is waited for, in words: "the run completes". */
  readonly what: string;
  /** Milliseconds before giving up. */
  readonly within?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/** Looks again and again until `done` accepts what it sees; looks that throw count as not yet. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  done: (seen: T) => boolean,
  patience: Patience,
): Promise<T> {
  const { what, within = 10_000, every = 50 } = patience;
  const deadline = Date.now() + within;
  for (;;) {
    const seen = await attempt(look);
    if (seen.ok && done(seen.value)) return seen.value;
    if (Date.now() >= deadline)
      throw new Error(`after ${within} ms still waiting until ${what}; last seen: ${describe(seen)}`);
    await sleep(every);
  }
}

/** Resolves once `look` gives a value that is there. */
export async function eventuallyThere<T>(
  look: () => Promise<T | undefined> | T | undefined,
  patience: Patience,
): Promise<T> {
  const seen = await eventually(look, (value) => value !== undefined, patience);
  if (seen === undefined) throw new Error(`nothing there: ${patience.what}`);
  return seen;
}

type Look<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

async function attempt<T>(look: () => Promise<T> | T): Promise<Look<T>> {
  try {
    return { ok: true, value: await look() };
  } catch (error) {
    return { ok: false, error };
  }
}

function describe<T>(seen: Look<T>): string {
  return seen.ok ? (JSON.stringify(seen.value) ?? "undefined").slice(0, 2_000) : String(seen.error);
}

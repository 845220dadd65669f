/**
 * How a bare Workflow tells its door how far it has come: by a promise in the memory they share, since locally both run
 * in one isolate. Cheaper than any way open to the product, so the floor is as low as it can be.
 */

const signals = new Map<string, PromiseWithResolvers<string>>();

/** Longer than any measurement; also what keeps the request from counting as hung. */
const PATIENCE_MS = 30_000;

export function tell(name: string): void {
  signalOf(name).resolve(name.split(" ")[1] ?? "");
}

/** Resolves when it was told, before or after. */
export async function heard(name: string): Promise<string> {
  const { promise, reject } = signalOf(name);
  const timer = setTimeout(() => reject(new Error(`never heard: ${name}`)), PATIENCE_MS);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signals.delete(name);
  }
}

function signalOf(name: string): PromiseWithResolvers<string> {
  const signal = signals.get(name) ?? Promise.withResolvers<string>();
  signals.set(name, signal);
  return signal;
}

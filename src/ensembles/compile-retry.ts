/** Compiles `retry` and `timeout` of an agent that does work. */
import type { Compilation } from "./compilation.ts";
import { filledEntryOf } from "./document-node.ts";
import type { MapNode } from "./document-node.ts";
import { checkKeys, durationOption, integerOption, mapOption, wordOption } from "./literal-options.ts";
import type { RetryRule } from "./plan.ts";

const DAY = 86_400_000;
const MOST_ATTEMPTS = 100;
const DEFAULT_DELAY = 1_000;

export function compileRetry(compilation: Compilation, node: MapNode): RetryRule | undefined {
  const retry = mapOption(compilation, node, "retry");
  if (retry === null) return undefined;
  checkKeys(compilation, retry, ["attempts", "delay", "backoff"], "`retry`");
  const attempts = integerOption(compilation, retry, "attempts", 1, MOST_ATTEMPTS);
  const delay = durationOption(compilation, retry, "delay", { unit: "ms", least: 0, most: DAY });
  const backoff = wordOption(compilation, retry, "backoff", ["constant", "linear", "exponential"]);
  if (filledEntryOf(retry, "attempts") === undefined) {
    compilation.diagnostics.error(
      "value-missing",
      retry.entries[0]?.keySpan ?? retry.span,
      "`retry` needs `attempts`: how often to try in all.",
    );
  }
  return { attempts: attempts ?? 1, delay: delay ?? DEFAULT_DELAY, backoff: backoff ?? "exponential" };
}

/** Milliseconds of one attempt; `undefined` where none is set. */
export function compileAttemptTimeout(compilation: Compilation, node: MapNode): number | undefined {
  return durationOption(compilation, node, "timeout", { unit: "ms", least: 1, most: DAY }) ?? undefined;
}

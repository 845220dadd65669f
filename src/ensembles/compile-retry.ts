/** Compiles `retry` and `timeout` of an agent that does work. */
import { BACKOFFS, DEFAULT_BACKOFF, DEFAULT_DELAY, MOST_ATTEMPTS, MOST_WAIT } from "../contract/retry-limits.ts";
import type { Compilation } from "./compilation.ts";
import { filledEntryOf } from "./document-node.ts";
import type { MapNode } from "./document-node.ts";
import { checkKeys, durationOption, integerOption, mapOption, wordOption } from "./literal-options.ts";
import type { RetryRule } from "./plan.ts";

export const RETRY_KEYS = ["attempts", "delay", "backoff"] as const;

export function compileRetry(compilation: Compilation, node: MapNode): RetryRule | undefined {
  const retry = mapOption(compilation, node, "retry");
  if (retry === null) return undefined;
  checkKeys(compilation, retry, RETRY_KEYS, "`retry`");
  const attempts = integerOption(compilation, retry, "attempts", 1, MOST_ATTEMPTS);
  const delay = durationOption(compilation, retry, "delay", { unit: "ms", least: 0, most: MOST_WAIT });
  const backoff = wordOption(compilation, retry, "backoff", BACKOFFS);
  if (filledEntryOf(retry, "attempts") === undefined) {
    compilation.diagnostics.error(
      "value-missing",
      retry.entries[0]?.keySpan ?? retry.span,
      "`retry` needs `attempts`: how often to try in all.",
    );
  }
  return { attempts: attempts ?? 1, delay: delay ?? DEFAULT_DELAY, backoff: backoff ?? DEFAULT_BACKOFF };
}

/** Milliseconds of one attempt; `undefined` where none is set. */
export function compileAttemptTimeout(compilation: Compilation, node: MapNode): number | undefined {
  return durationOption(compilation, node, "timeout", { unit: "ms", least: 1, most: MOST_WAIT }) ?? undefined;
}

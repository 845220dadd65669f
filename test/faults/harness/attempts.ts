/** Requests to a Worker that may be dead: what was answered, and what nobody can know. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "../../support/client.ts";
import { isRecord } from "../../support/slack-server.ts";

const ANSWER_WITHIN_MS = 20_000;
const AGAIN_AFTER_MS = 200;

export interface Patience {
  /** Whether it makes no sense to go on. */
  readonly isOver: () => boolean;
  /** Told of every answer that says that something is wrong on the other side. */
  readonly failed: (answer: Answer) => null;
}

/** The answer, or `null` where there was none that says whether it was done. Waits until somebody listens. */
export async function attempt(request: () => Promise<Answer>, { failed }: Patience): Promise<Answer | null> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const answer = await Promise.race([request().catch(asSilence), sleep(ANSWER_WITHIN_MS, "silence", { ref: false })]);
    if (answer === "nobody listens" && Date.now() < deadline) await sleep(AGAIN_AFTER_MS);
    else if (typeof answer === "string") return null;
    else if (answer.status < 500) return answer;
    else return failed(answer);
  }
}

/** What was never sent is no answer that was cut off. */
function asSilence(error: unknown): "nobody listens" | "silence" {
  const cause = error instanceof Error ? error.cause : undefined;
  return isRecord(cause) && cause["code"] === "ECONNREFUSED" ? "nobody listens" : "silence";
}

/** Asks until there is an answer. */
export async function insist(request: () => Promise<Answer>, what: string, patience: Patience): Promise<Answer> {
  for (;;) {
    const answer = await attempt(request, patience);
    if (answer !== null) return answer;
    if (patience.isOver()) throw new Error(`gave up: ${what}`);
    await sleep(AGAIN_AFTER_MS);
  }
}

/** Looks until something is there. `nudge` is called now and then while it is not. */
export async function lookFor<T>(
  look: () => T | undefined,
  { what, nudge, patience }: { what: string; nudge: () => Promise<unknown>; patience: Patience },
): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    const found = look();
    if (found !== undefined) return found;
    if (patience.isOver()) throw new Error(`gave up waiting for ${what}`);
    await sleep(AGAIN_AFTER_MS);
    if (looks % 20 === 0) await nudge().catch(() => undefined);
  }
}

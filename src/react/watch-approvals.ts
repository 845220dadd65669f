/** Keeps a list of approvals as it is: told by events where there are any, else by looking now and then. */
import { CountersignApiError } from "../client/api-error.ts";
import type { ApprovalsQuery } from "../client/approvals.ts";
import type { Client } from "../client/create-client.ts";
import { pause } from "../client/pause.ts";
import type { Approval } from "../contract/approval.ts";

/** Lists follow an event within this time, in milliseconds. */
const LIST_DELAY = 1_000;

export interface Watch {
  readonly client: Client;
  readonly query: ApprovalsQuery;
  /** Between two looks, where no event says that there is something to see; in milliseconds. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
  readonly tell: (approvals: readonly Approval[]) => void;
  readonly fail: (error: Error) => void;
}

/** Until it is called off. A failure is told, and the list is looked at again. */
export async function watchApprovals({ client, query, pollMs, signal, tell, fail }: Watch): Promise<void> {
  const bell = new Bell();
  void ringOnEvents(client, bell, signal);
  let waitMs = pollMs;
  while (!signal.aborted) {
    try {
      const { items } = await client.approvals.list(query, { signal });
      tell(items);
    } catch (error) {
      if (!signal.aborted) fail(error instanceof Error ? error : new Error(String(error)));
    }
    waitMs = (await bell.wait(waitMs, signal)) === "rung" ? LIST_DELAY : pollMs;
  }
}

async function ringOnEvents(client: Client, bell: Bell, signal: AbortSignal): Promise<void> {
  try {
    for await (const { type } of client.events.stream({ signal })) if (type.startsWith("approval.")) bell.ring();
  } catch (error) {
    // Who may not hear events, or calls the watch off, has the looks that are taken anyway.
    if (!signal.aborted && !(error instanceof CountersignApiError)) throw error;
  }
}

/** Wakes whoever waits; one that rings while nobody does is heard by the next. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number, signal: AbortSignal): Promise<"rung" | "silent"> {
    const stop = new AbortController();
    const rings = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#rung) resolve();
    });
    await Promise.race([rings, pause(ms, AbortSignal.any([signal, stop.signal])).catch(() => undefined)]);
    stop.abort();
    const heard = this.#rung;
    this.#rung = false;
    return heard ? "rung" : "silent";
  }
}

/** Keeps a list of approvals as it is: told by events where there are any, else by looking now and then. */
import type { ApprovalsQuery } from "../client/approvals.ts";
import { Bell } from "../client/bell.ts";
import type { Client } from "../client/create-client.ts";
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
  // Nobody tells of what happens between the first look and the first connection.
  const events = client.events.stream({ signal, onOpen: () => bell.ring() });
  void bell.ringOn(events, signal, ({ type }) => type.startsWith("approval."));
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

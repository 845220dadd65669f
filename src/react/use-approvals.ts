/** A live list of approvals, for a page of one's own. */
import { useEffect, useState } from "react";
import type { ApprovalsQuery } from "../client/approvals.ts";
import type { Client } from "../client/create-client.ts";
import type { Approval } from "../contract/approval.ts";
import { watchApprovals } from "./watch-approvals.ts";

/** Which approvals are wanted, and from where. */
export interface ApprovalsOptions extends ApprovalsQuery {
  /** The same one at each rendering: made outside the component. */
  readonly client: Client;
  /** How often to look where there are no events, in milliseconds; default: 10,000. */
  readonly pollMs?: number;
}

/** The list as it was last known. */
export interface LiveApprovals {
  /** `undefined` until the first answer; afterwards what was last known. */
  readonly approvals: readonly Approval[] | undefined;
  /** Why the last look failed; it is taken again. */
  readonly error: Error | undefined;
}

const DEFAULT_POLL = 10_000;

/** Those that are pending, unless `status` says otherwise. */
export function useApprovals({ client, pollMs = DEFAULT_POLL, ...query }: ApprovalsOptions): LiveApprovals {
  const [live, setLive] = useState<LiveApprovals>({ approvals: undefined, error: undefined });
  const wanted = JSON.stringify({ status: "pending", ...query });
  useEffect(() => {
    const gone = new AbortController();
    void watchApprovals({
      client,
      pollMs,
      // As text, so that a query that is written out at each rendering is the same one.
      query: JSON.parse(wanted) as ApprovalsQuery,
      signal: gone.signal,
      tell: (approvals) => setLive({ approvals, error: undefined }),
      fail: (error) => setLive(({ approvals }) => ({ approvals, error })),
    });
    return () => gone.abort();
  }, [client, pollMs, wanted]);
  return live;
}

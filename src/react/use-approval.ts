/** One request behind a link: what is asked, and answering it; for a page of one's own. */
import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import { CountersignApiError } from "../client/api-error.ts";
import type { Client } from "../client/create-client.ts";
import type { Suspension } from "../contract/approval.ts";
import type { DecisionBody, DecisionResult } from "../contract/decision.ts";

/** What is known of the request behind a link. */
export type LinkState =
  | { readonly status: "loading" }
  | { readonly status: "open"; readonly request: Suspension["metadata"] }
  /** An answer was given here; `result.status` is `pending` while more are wanted. */
  | { readonly status: "answered"; readonly result: DecisionResult }
  /** It was settled before. */
  | { readonly status: "over"; readonly outcome: string; readonly detail: string }
  /** Nothing can be shown: the link is not known, or Countersign does not answer. */
  | { readonly status: "failed"; readonly error: Error };

/** The request behind a link, and answering it. */
export interface LinkApproval {
  readonly state: LinkState;
  /** Why the last answer was refused, such as values that do not fit; the request is still open. */
  readonly refusal: Error | undefined;
  readonly isAnswering: boolean;
  readonly answer: (body: z.input<typeof DecisionBody>) => Promise<void>;
}

/** @param client - the same one at each rendering; it needs no key */
export function useApproval(tokenOrUrl: string, client: Client): LinkApproval {
  const [state, setState] = useState<LinkState>({ status: "loading" });
  const [refusal, setRefusal] = useState<Error>();
  const [isAnswering, setAnswering] = useState(false);

  useEffect(() => {
    const gone = new AbortController();
    setState({ status: "loading" });
    client.links.inspect(tokenOrUrl, { signal: gone.signal }).then(
      ({ metadata }) => setState({ status: "open", request: metadata }),
      (error: unknown) => {
        if (!gone.signal.aborted) setState(endOf(error) ?? { status: "failed", error: asError(error) });
      },
    );
    return () => gone.abort();
  }, [tokenOrUrl, client]);

  const answer = useCallback(
    async (body: z.input<typeof DecisionBody>) => {
      setAnswering(true);
      setRefusal(undefined);
      try {
        setState({ status: "answered", result: await client.links.answer(tokenOrUrl, body) });
      } catch (error) {
        const end = endOf(error);
        if (end === null) setRefusal(asError(error));
        else setState(end);
      } finally {
        setAnswering(false);
      }
    },
    [tokenOrUrl, client],
  );
  return { state, refusal, isAnswering, answer };
}

function endOf(error: unknown): LinkState | null {
  if (!(error instanceof CountersignApiError) || error.code !== "approval-over") return null;
  return { status: "over", outcome: String(error.problem["status"]), detail: error.detail };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

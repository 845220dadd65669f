/** The network as channels find it in a test: every message is kept, and none is sent. */
import type { OutboxRow } from "../approvals/store/outbox-store.ts";
import { messageOf } from "./message-of.ts";
import type { Message } from "./message.ts";

/** What Slack is asked before a message: who somebody is. */
const SLACK_QUESTION = /\/(?:auth\.test|users\.(?:info|lookupByEmail))$/;

/** What stands for the answer of every channel: each finds in it what it looks for. */
const TAKEN = { ok: true, channel: "C0000TEST", ts: "1.1", results: [{ status: "sent" }] };

interface Recording {
  readonly approvalId: string;
  /** What is being delivered. */
  readonly row: OutboxRow;
  /** ISO 8601. */
  readonly now: () => string;
  readonly record: (message: Message) => void;
}

export function recordingFetch({ approvalId, row, now, record }: Recording): typeof fetch {
  return async (url, init) => {
    if (SLACK_QUESTION.test(String(url))) return Response.json({ ok: true, user: { id: "U0000TEST" } });
    record(messageOf({ approvalId, row, url: String(url), init, at: now() }));
    return Response.json(TAKEN, { status: 202 });
  };
}

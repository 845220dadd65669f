/** What a run is woken with: small enough for an event, and its receipt whole. */
import { expect, test } from "vitest";
import { sendOutcome } from "../../../src/approvals/wake-run.ts";
import type { Outcome } from "../../../src/contract/decision.ts";

interface Sent {
  readonly type: string;
  readonly payload: Outcome;
}

/** An engine that takes every event. */
function recordingRuns(): { readonly runs: Workflow; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const runs = { get: async () => ({ sendEvent: async (event: Sent) => void sent.push(event) }) };
  return { runs: runs as unknown as Workflow, sent };
}

test("of many long comments each keeps its beginning; the receipt is never cut", async () => {
  const { runs, sent } = recordingRuns();
  const receipt = `head.${"x".repeat(20_000)}.signature`;
  const approvals = Array.from({ length: 100 }, (_, at) => ({
    approver: `a${at}`,
    approved: true,
    timestamp: "2026-01-01T09:00:00.000Z",
    feedback: "界".repeat(10_000),
    via: "link",
    verified: false,
  }));
  const flags = { approved: true, rejected: false, timedOut: false };
  await sendOutcome(runs, "run_1", { status: "approved", ...flags, approvals, approvalId: "hitl_1", receipt });
  expect(sent).toMatchObject([{ type: "hitl_1", payload: { approvalId: "hitl_1", receipt } }]);
  expect(new TextEncoder().encode(JSON.stringify(sent)).byteLength).toBeLessThan(1_048_576);
  expect(sent[0]?.payload.approvals.every(({ feedback }) => (feedback ?? "").length >= 1_000)).toBe(true);
});

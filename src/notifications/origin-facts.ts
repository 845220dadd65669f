/** Where a request comes from, as messages list it: nothing for one without a run, whose title stands above it. */
import type { ApprovalNotice } from "./notice.ts";

export function originFacts({
  ensemble,
  agent,
  runId,
}: Pick<ApprovalNotice, "ensemble" | "agent" | "runId">): readonly (readonly [label: string, value: string])[] {
  if (agent === null || runId === null) return [];
  return [
    ["Ensemble", ensemble],
    ["Agent", agent],
    ["Run", runId],
  ];
}

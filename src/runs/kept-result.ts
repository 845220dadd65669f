/** What a step came to in the run that is repeated, where the restart keeps it. */
import { parseJson } from "../kernel/json.ts";
import type { StepSuccess } from "./step-result.ts";
import type { Place, Walk } from "./walk.ts";

export async function keptResult(walk: Walk, place: Place): Promise<StepSuccess | null> {
  const { retryOf } = walk.params;
  if (retryOf === undefined || !walk.isKept(place)) return null;
  const outputJson = await walk.ports.ledger().getStepResult(retryOf, place.path);
  if (outputJson === null) return null;
  const now = walk.ports.now();
  return { ok: true, output: parseJson(outputJson), startedAt: now, finishedAt: now, attempts: 0 };
}

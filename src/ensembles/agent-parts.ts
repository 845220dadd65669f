/** What all kinds of agents have in a plan; each kind's compiler adds its own. */
import type { Place } from "./compilation.ts";
import type { AgentOutline } from "./outline.ts";
import type { HitlAgent } from "./plan.ts";

export type AgentParts = Pick<HitlAgent, "name" | "condition" | "foreach" | "onError">;

/** An agent on its way into the plan. */
export interface AgentDraft {
  readonly agent: AgentOutline;
  readonly parts: AgentParts;
  readonly place: Place;
}

/** The answer in a body, as the rules take it: what was left empty is not there. */
import type { z } from "zod";
import type { DecisionBody } from "../contract/decision.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { GivenAnswer } from "./decide.ts";

export function givenAnswer(body: z.output<typeof DecisionBody>): GivenAnswer {
  return {
    approved: body.approved,
    ...(body.feedback == null || body.feedback === "" ? {} : { feedback: body.feedback }),
    ...(body.reason == null || body.reason === "" ? {} : { reason: body.reason }),
    ...(body.values == null ? {} : { values: body.values as JsonObject }),
  };
}

/** Something that happened outside and that a run may wait for: the body of `POST /api/runs/{id}/events`. */
import { z } from "@hono/zod-openapi";

export const EVENT_TYPE = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** A payload may have 256 KiB as JSON. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

export const RunEventBody = z
  .strictObject({
    type: z.string().regex(EVENT_TYPE, "letters, digits, _ and -, at most 64, not starting with a digit").openapi({
      description: "what the run waits for: the name of `waitForEvent`, or of the agent with `operation: wait`",
    }),
    payload: z.unknown().optional(),
  })
  .openapi("RunEventBody");
export type RunEventBody = z.infer<typeof RunEventBody>;

/** The event as it was taken down. */
export const RunEventReceipt = z
  .object({ runId: z.string(), type: z.string(), receivedAt: z.iso.datetime() })
  .openapi("RunEventReceipt");
export type RunEventReceipt = z.infer<typeof RunEventReceipt>;

/** How the step of a run says what it waits for. */
export function awaits(type: string): string {
  return `waits for the event "${type}"`;
}

/** The header Idempotency-Key: what is sent twice is done once. */
import { z } from "@hono/zod-openapi";
import { CountersignError } from "../kernel/errors.ts";

export const idempotencyHeader = {
  "idempotency-key": z
    .string()
    .max(255)
    .optional()
    .openapi({ description: "the same key and body give the same thing" }),
};

/** The draft standard writes the key as a quoted text; most clients write it bare. */
export function idempotencyKey(header: string | undefined): string | undefined {
  const key = header?.replace(/^"(.*)"$/, "$1");
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new CountersignError("bad-request", "An Idempotency-Key has 1 to 255 visible ASCII characters.");
}

/** What is asked for twice under one key is done once. */
import { z } from "@hono/zod-openapi";

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 visible ASCII characters")
  .optional()
  .describe(
    "The same key and arguments give the same thing again, not a second one: for a call whose answer got lost.",
  );

/** The option by which a tool that is called twice under one key acts once. */
import { z } from "@hono/zod-openapi";

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 visible ASCII characters")
  .optional()
  .describe(
    "The same key and arguments give the same thing again, not a second one: for a call whose answer got lost.",
  );

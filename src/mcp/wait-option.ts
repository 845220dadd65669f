/** How long a tool may wait before it answers. */
import { z } from "@hono/zod-openapi";
import { MAX_WAIT_SECONDS } from "../http/prefer.ts";

export const waitSeconds = z
  .int()
  .min(0)
  .max(MAX_WAIT_SECONDS)
  .default(0)
  .describe(`Wait so long for it, in seconds (to ${MAX_WAIT_SECONDS}); 0 answers at once. Call again to wait longer.`);

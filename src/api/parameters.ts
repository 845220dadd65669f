/** Parameters that several routes share. */
import { z } from "@hono/zod-openapi";

/** Every `{name}` of a path is a text. */
export function pathParams(names: readonly string[]): z.ZodObject {
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
};

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export const preferHeader = {
  prefer: z.string().optional().openapi({
    description: "wait=N: answer when the run rests or the approval is settled, after N seconds (to 30) at the latest",
  }),
};

/** A person who is away, and who stands in. */
import { z } from "@hono/zod-openapi";

const name = z.string().trim().min(1).max(320);

/** The body of `PUT /api/absences/{person}`. */
export const AbsenceBody = z
  .object({
    from: z.iso.datetime().optional().openapi({ description: "default: now" }),
    until: z.iso.datetime().openapi({ description: "the first moment when the person is back" }),
    delegate: name.openapi({ description: "who is asked too, and may be away too; best an e-mail address" }),
  })
  .openapi("AbsenceBody");

export const Absence = z
  .object({ person: z.string(), from: z.iso.datetime(), until: z.iso.datetime(), delegate: z.string() })
  .openapi("Absence");
export type Absence = z.infer<typeof Absence>;

/** What a workspace may be called. */
import { z } from "zod";

export const WorkspaceName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "letters, digits, - and _");

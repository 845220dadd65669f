/** An ensemble as the API shows it. */
import { z } from "@hono/zod-openapi";

const AgentDescription = z
  .object({
    name: z.string(),
    operation: z.string(),
    condition: z.string().optional(),
    get agents() {
      return z.array(AgentDescription).optional();
    },
  })
  .openapi("AgentDescription");

export const EnsembleDescription = z
  .object({
    name: z.string(),
    description: z.string().optional(),
    input: z
      .record(z.string(), z.unknown())
      .openapi({ description: "the fields of the input by name; empty: anything goes" }),
    agents: z.array(AgentDescription),
    code: z
      .string()
      .optional()
      .openapi({ description: "the file of an ensemble in TypeScript, whose steps show only when it runs" }),
  })
  .openapi("Ensemble");

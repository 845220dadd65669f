/** The refusals of a route, as OpenAPI describes them: one response per status, naming the codes it may carry. */
import type { RouteConfig } from "@hono/zod-openapi";
import { type ErrorCode, ERRORS } from "../kernel/errors.ts";
import { PROBLEM_TYPE } from "./problem.ts";
import { ApprovalOverDocument, ProblemDocument } from "./problem-document.ts";

export function problemResponses(codes: readonly ErrorCode[]): RouteConfig["responses"] {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.map((code) => `${code}: ${ERRORS[code].title}`).join("; "),
        content: {
          [PROBLEM_TYPE]: { schema: some.includes("approval-over") ? ApprovalOverDocument : ProblemDocument },
        },
      },
    ]),
  );
}

/** Errors as RFC 9457 problem documents. */
import type { Context } from "hono";
import { CountersignError, type ErrorCode, ERRORS } from "../kernel/errors.ts";

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = "application/problem+json";

export interface Problem {
  readonly type: string;
  readonly title: string;
  /** The HTTP status; of `approval-over` how the approval ended, which RFC 9457 has general readers pass over. */
  readonly status: number | string;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly [member: string]: unknown;
}

export function problemOf(error: CountersignError): Problem {
  const { status, title } = ERRORS[error.code];
  const { errors, members } = error.extras;
  return {
    type: `/api/errors/${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    ...members,
    ...(errors === undefined ? {} : { errors }),
  };
}

export function problemResponse(c: Context, error: CountersignError): Response {
  if (ERRORS[error.code].status === 401) c.header("www-authenticate", 'Bearer realm="countersign"');
  const { retryAfter } = error.extras.members ?? {};
  if (typeof retryAfter === "number") c.header("retry-after", String(retryAfter));
  const problem = JSON.stringify(problemOf(error));
  return c.body(problem, { status: ERRORS[error.code].status, headers: { "content-type": PROBLEM_TYPE } });
}

/** What a caller is told of any thrown thing: its own words where it was thrown on purpose, else nothing of its cause. */
export function asKnownError(error: unknown): CountersignError {
  if (error instanceof CountersignError) return error;
  console.error("unexpected", error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new CountersignError(
    "internal",
    "The request could not be completed. Nothing more is known to have happened.",
  );
}

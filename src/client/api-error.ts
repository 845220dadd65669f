/** A refusal of Countersign, as its problem document (RFC 9457) tells it. */
import type { ErrorCode, FieldError } from "../kernel/errors.ts";

/** What answered; `body` is the parsed JSON, or `undefined` where it was none. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Countersign refused a request, or something else answered in its place. */
export class CountersignApiError extends Error {
  override readonly name = "CountersignApiError";
  /** The HTTP status. */
  readonly status: number;
  /** Of the catalogue; `unexpected` where something else than Countersign answered. */
  readonly code: ErrorCode | "unexpected";
  /** One sentence for people. */
  readonly detail: string;
  /** Each field that is wrong, where it is the input that is. */
  readonly errors: readonly FieldError[];
  /** The whole document: of `approval-over` it has the outcome as `status`, and `decidedAt`. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor({ status, headers, body }: Refusal) {
    const problem = isProblem(headers) && isRecord(body) ? body : {};
    const detail = textOf(problem["detail"]) ?? unexpected(status, headers);
    super(detail);
    this.status = status;
    // The code is the server's word, and it may be newer than this client: callers compare it with those they know.
    this.code = (textOf(problem["code"]) as ErrorCode | undefined) ?? "unexpected";
    this.detail = detail;
    this.errors = Array.isArray(problem["errors"]) ? (problem["errors"] as FieldError[]) : [];
    this.problem = problem;
  }
}

function isProblem(headers: Headers): boolean {
  return headers.get("content-type")?.startsWith("application/problem+json") === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function unexpected(status: number, headers: Headers): string {
  const location = headers.get("location");
  if (location !== null) return `The address leads elsewhere, to ${location}: set url to where Countersign is.`;
  if (status === 0) return "The address leads elsewhere: set url to where Countersign is.";
  return `Something else than Countersign answered, with status ${status}: is the url right?`;
}

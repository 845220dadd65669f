/** What holds for every answer, whatever was asked: nothing breaks, and nothing is told of how it works inside. */
import { ERRORS } from "../../../src/kernel/errors.ts";
import type { RawAnswer, RawRequest } from "./raw-request.ts";

/** Traces of a cause: stacks, files, engines, databases. */
const CAUSE =
  /\bat \S+ \(|\.tsx?:\d|node_modules|SQLITE_|SqliteError|\b(?:Type|Range|Syntax|URI|Reference)Error\b|workerd|Internal Server Error|\[object Object\]/;

/** @param statuses - those that are documented; `null`: any, but no failure of ours */
export function faultsOf(request: RawRequest, answer: RawAnswer, statuses: readonly number[] | null): string[] {
  const isHtml = answer.headers["content-type"]?.startsWith("text/html") === true;
  const isRpc = request.path === "/mcp" && answer.text.startsWith('{"jsonrpc":"2.0",');
  const faults = [
    ...(answer.status >= 500 ? [`failed with ${answer.status}`] : []),
    ...(statuses === null || statuses.includes(answer.status) ? [] : [`${answer.status} is not documented`]),
    ...(CAUSE.test(answer.text) ? [`tells of its cause: ${CAUSE.exec(answer.text)?.[0] ?? ""}`] : []),
    ...(answer.status >= 400 && !isHtml && !isRpc && request.method !== "HEAD" ? problemFaults(answer) : []),
    ...headerFaults(answer),
  ];
  return faults.map((fault) => `${nameOf(request)}: ${fault}; ${answer.text.slice(0, 160)}`);
}

export function nameOf({ method, path, body }: RawRequest): string {
  return `${method ?? (body === undefined ? "GET" : "POST")} ${path.slice(0, 120)}`;
}

export function problemIn({ text }: RawAnswer): { readonly code?: unknown; readonly status?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function problemFaults(answer: RawAnswer): string[] {
  const type = answer.headers["content-type"] ?? "";
  const problem = problemIn(answer);
  if (!type.startsWith("application/problem+json") || problem === null) return [`no problem document but ${type}`];
  const { code, status } = problem;
  if (!isCode(code)) return [`${String(code)} is in no catalogue`];
  // The one whose `status` says how it ended.
  if (code === "approval-over") return answer.status === 410 ? [] : [`approval-over with ${answer.status}`];
  const known = ERRORS[code].status;
  return known === answer.status && status === answer.status ? [] : [`${code} with ${answer.status}`];
}

function isCode(code: unknown): code is keyof typeof ERRORS {
  return typeof code === "string" && Object.hasOwn(ERRORS, code);
}

function headerFaults({ headers }: RawAnswer): string[] {
  const wanted = { "x-robots-tag": "noindex", "referrer-policy": "same-origin", "x-content-type-options": "nosniff" };
  return Object.entries(wanted).flatMap(([name, value]) =>
    headers[name] === value ? [] : [`${name} is ${headers[name] ?? "missing"}`],
  );
}

/** The one place from which channels send over HTTP: a request with JSON, and what its answer means for the delivery. */
import type { ChannelPort, SendFailure, SendResult } from "./notice.ts";
import { readBounded } from "./read-bounded.ts";
import { redact } from "./redact.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What sending needs of the outside. */
export type PostPort = Pick<ChannelPort, "fetch" | "now" | "signal">;

export interface JsonPost<T = SendResult> {
  readonly url: URL;
  /** Default: POST. */
  readonly method?: "POST" | "PATCH";
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What must never show up in an error beside the address: keys. */
  readonly secrets?: readonly string[];
  /** How long a refusal for now asks to wait, in milliseconds, where a receiver says it in the answer's body. */
  readonly retryAfterIn?: (answer: string) => number | undefined;
  /** What a 2xx answer comes to. */
  readonly accept: (response: Response, said: Said) => T | Promise<T>;
}

/** Makes text of the other side fit to be shown. */
export type Said = (text: string) => string;

/** Tries once and never throws. Redirects are not followed: the address is what was agreed on. */
export async function postJson<T = SendResult>(post: JsonPost<T>, port: PostPort): Promise<T | SendFailure> {
  const request = requestOf(post, port.signal);
  if (request === null)
    return { status: "failed", error: "a key or password has characters that a header cannot carry" };
  // Taken out of the port: workerd's fetch refuses to be called as another object's method.
  const { fetch } = port;
  try {
    const response = await fetch(targetOf(post.url), request);
    const result = await resultOf(response, post, port.now);
    await discard(response);
    return result;
  } catch (error) {
    return { status: "retry", error: describeFailure(error, post.url, port.signal) };
  }
}

async function resultOf<T>(response: Response, post: JsonPost<T>, now: number): Promise<T | SendFailure> {
  const { status } = response;
  const said: Said = (text) => redact(text, post.url, post.secrets ?? []);
  if (status >= 200 && status < 300) return post.accept(response, said);
  if (status === 0 || (status >= 300 && status < 400)) {
    return { status: "failed", error: `${post.url.host} answered with a redirect, which is not followed` };
  }
  const answer = await readAnswer(response);
  const error = describeAnswer(post.url, status, said(answer));
  if (status === 410) return { status: "failed", error, isGone: true };
  if (status !== 429 && status < 500) return { status: "failed", error };
  const after = retryAfterMs(response.headers.get("retry-after"), now) ?? post.retryAfterIn?.(answer);
  return { status: "retry", error, ...(after === undefined ? {} : { retryAfterMs: after }) };
}

/** "hooks.slack.com answered 404: no_service". */
export function describeAnswer(url: URL, status: number, text: string): string {
  return `${url.host} answered ${status}${text === "" ? "" : `: ${text}`}`;
}

/** The status has said enough already: a body that breaks off changes nothing. */
async function readAnswer(response: Response): Promise<string> {
  try {
    return await readBounded(response);
  } catch {
    return "";
  }
}

function requestOf(post: JsonPost<unknown>, signal: AbortSignal): RequestInit | null {
  try {
    const headers = new Headers({
      "content-type": "application/json",
      "user-agent": "Countersign",
      ...authorizationOf(post.url),
      ...post.headers,
    });
    return { method: post.method ?? "POST", headers, body: post.body, redirect: "manual", signal };
  } catch {
    return null;
  }
}

/** fetch refuses an address with a name and password in it; they go where they belong (RFC 7617). */
function targetOf(url: URL): string {
  const target = new URL(url);
  target.username = "";
  target.password = "";
  return target.href;
}

function authorizationOf(url: URL): Record<string, string> {
  if (url.username === "" && url.password === "") return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${btoa(String.fromCodePoint(...new TextEncoder().encode(pair)))}` };
}

/** Lets go of what was not read; that the other side broke off by then does not change what it answered. */
async function discard(response: Response): Promise<void> {
  if (response.body?.locked === false) await response.body.cancel().catch(() => undefined);
}

/** Messages of network errors may quote the address: only an error code such as ECONNREFUSED is taken from them. */
function describeFailure(error: unknown, url: URL, signal: AbortSignal): string {
  if (signal.aborted) return `${url.host} did not answer in time`;
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined);
  return `${url.host} could not be reached${code === undefined ? "" : ` (${code})`}`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^[A-Z][A-Z0-9_]{2,40}$/.test(error.code) ? error.code : undefined;
}

/** `operation: http`: one request to an API, with an Idempotency-Key by which the API can tell a repeat. */
import type { z } from "zod";
import { operationOptions } from "../contract/operation-options.ts";
import { isJsonObject } from "../kernel/json.ts";
import { retryAfterMs } from "../notifications/retry-after.ts";
import { checkOptions } from "./check-options.ts";
import type { Operation, OperationPorts, OperationRequest } from "./operation.ts";
import { StepFailure } from "./step-failure.ts";

/** Longest body that is read, in bytes; a step's output may have 1 MiB. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

type HttpOptions = z.output<typeof operationOptions.http>;

export const http: Operation = {
  options: operationOptions.http,
  defaultTimeoutMs: 30_000,
  run,
};

async function run(request: OperationRequest, ports: OperationPorts): Promise<unknown> {
  const options = checkOptions(operationOptions.http, request.config);
  const url = new URL(options.url);
  const response = await send(url, options, request, ports);
  const body = await readBody(response, url, request.signal);
  if (!response.ok) throw statusFailure(response, url, body);
  if (options.response !== "full") return body;
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

async function send(
  url: URL,
  options: HttpOptions,
  { signal, idempotencyKey }: OperationRequest,
  ports: OperationPorts,
): Promise<Response> {
  const body = requestBody(options.body);
  const headers = requestHeaders(options.headers ?? {});
  if (body !== null && !headers.has("content-type")) headers.set("content-type", body.type);
  headers.set("idempotency-key", idempotencyKey);
  if (options.receipt != null) headers.set("countersign-receipt", options.receipt);
  const method = options.method ?? (body === null ? "GET" : "POST");
  try {
    // A redirect would take the author's headers, and a POST as a GET, to wherever the answer says.
    return await ports.fetch(url, {
      method,
      headers,
      signal,
      redirect: "manual",
      ...(body === null ? {} : { body: body.text }),
    });
  } catch (error) {
    throw networkFailure(error, url, signal);
  }
}

/** A text is sent as it is, anything else as JSON. */
function requestBody(body: unknown): { readonly text: string; readonly type: string } | null {
  if (body === undefined || body === null) return null;
  if (typeof body === "string") return { text: body, type: "text/plain; charset=utf-8" };
  return { text: JSON.stringify(body), type: "application/json" };
}

function requestHeaders(headers: Readonly<Record<string, unknown>>): Headers {
  try {
    return new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  } catch {
    throw new StepFailure("http-headers-invalid", "`headers` has a name or value that HTTP does not allow.", {
      retryable: "no",
    });
  }
}

async function readBody(response: Response, url: URL, signal: AbortSignal): Promise<unknown> {
  const text = await readText(response, url, signal);
  const type = response.headers.get("content-type") ?? "";
  if (text === "") return null;
  if (!/[/+]json\b/i.test(type) && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function readText(response: Response, url: URL, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw networkFailure(error, url, signal);
  }
  if (size <= MAX_BODY_BYTES) return text + decoder.decode();
  throw new StepFailure("output-too-large", `${url.host} answered with more than 2 MiB.`, { retryable: "no" });
}

function networkFailure(error: unknown, url: URL, signal: AbortSignal): StepFailure {
  if (signal.aborted) {
    return new StepFailure("timeout", `${url.host} did not answer in time.`, { retryable: "yes" });
  }
  const why = error instanceof Error ? error.message : "unknown error";
  return new StepFailure("http-network", `${url.host} could not be reached: ${why}`, { retryable: "yes" });
}

function statusFailure(response: Response, url: URL, body: unknown): StepFailure {
  if (response.status < 400 && response.headers.has("location")) return redirected(response, url);
  const said = typeof body === "string" ? body : isJsonObject(body) ? JSON.stringify(body) : "";
  const tail = said === "" ? "" : `: ${said.slice(0, 300)}`;
  const retry = response.status === 429 || response.status >= 500;
  const after = retryAfterMs(response.headers.get("retry-after"), Date.now());
  return new StepFailure("http-status", `${url.host} answered ${response.status}${tail}`, {
    retryable: retry ? "yes" : "no",
    ...(after === undefined ? {} : { retryAfterMs: after }),
  });
}

function redirected(response: Response, url: URL): StepFailure {
  const location = response.headers.get("location") ?? "";
  const target = URL.canParse(location, url) ? new URL(location, url).host : "somewhere else";
  const message = `${url.host} answered ${response.status} and points to ${target}; redirects are not followed: write the final address`;
  return new StepFailure("http-redirect", message, { retryable: "no" });
}

/** What went wrong when a model was asked, fit to be stored and shown: short, and without the key. */
import { APICallError } from "@ai-sdk/provider";
import { isJsonObject } from "../../kernel/json.ts";
import { redact } from "../../notifications/redact.ts";
import { retryAfterMs } from "../../notifications/retry-after.ts";
import { StepFailure } from "../step-failure.ts";
import type { ChosenModel } from "./choose-model.ts";

export interface FailureContext {
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export function modelFailure(error: unknown, model: ChosenModel, { signal, now }: FailureContext): StepFailure {
  const who = model.provider === "workers-ai" ? "Workers AI" : new URL(model.baseUrl).host;
  if (signal.aborted) return new StepFailure("timeout", `${who} did not answer in time.`, { retryable: "yes" });
  if (!APICallError.isInstance(error) || error.statusCode === undefined) {
    const why = shown(error instanceof Error ? error.message : "unknown error", model);
    return new StepFailure("model-network", `${who} could not be asked: ${why}`, { retryable: "yes" });
  }
  const { statusCode } = error;
  const said = shown(messageOf(error), model);
  const after = retryAfterMs(error.responseHeaders?.["retry-after"] ?? null, now());
  return new StepFailure(
    "model-status",
    `${who} answered ${statusCode}${said === "" ? "" : `: ${said}`}${hint(statusCode, model)}`,
    {
      retryable: mayHelp(statusCode) ? "yes" : "no",
      ...(after === undefined ? {} : { retryAfterMs: after }),
    },
  );
}

/** 2xx: an answer that is none, as proxies give. */
function mayHelp(status: number): boolean {
  return status === 408 || status === 429 || status >= 500 || (status >= 200 && status < 300);
}

function hint(status: number, model: ChosenModel): string {
  const isKeyless = model.provider === "openai-compatible" && model.apiKey === undefined;
  return status === 401 && isKeyless ? " (AI_API_KEY is not set. To set it: npx wrangler secret put AI_API_KEY)" : "";
}

/** The provider's own words; servers differ in where they put them. */
function messageOf({ responseBody, message }: APICallError): string {
  const body = parseOrNull(responseBody ?? "");
  if (!isJsonObject(body)) return message;
  const error = body["error"];
  const candidates = [isJsonObject(error) ? error["message"] : error, body["message"], body["detail"]];
  return candidates.find((candidate) => typeof candidate === "string") ?? message;
}

function shown(text: string, model: ChosenModel): string {
  if (model.provider === "workers-ai") return redact(text, new URL("https://workers.ai"), []);
  return redact(text, new URL(model.baseUrl), model.apiKey === undefined ? [] : [model.apiKey]);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What calls of Slack's Web API carry, and how they are answered. */
import { checkSlackMessage, isRecord } from "../slack-server.ts";
import type { ReceivedRequest, Reply } from "../webhook-server.ts";

export type Arguments = Record<string, unknown>;
export type Outcome = { readonly ok: boolean; readonly [member: string]: unknown };

export function problemOf(args: Arguments): string | null {
  if (typeof args["text"] !== "string" || args["text"] === "") return "no_text";
  return checkSlackMessage(args).length > 0 ? "invalid_blocks" : null;
}

export function contentOf(args: Arguments): { readonly text: string; readonly blocks: readonly unknown[] } {
  return { text: String(args["text"]), blocks: Array.isArray(args["blocks"]) ? args["blocks"] : [] };
}

export function argumentsOf({ headers, body }: ReceivedRequest): Arguments {
  if (headers["content-type"]?.startsWith("application/json") !== true)
    return Object.fromEntries(new URLSearchParams(body));
  const value: unknown = JSON.parse(body);
  return isRecord(value) ? value : {};
}

export function refuse(error: string): Outcome {
  return { ok: false, error };
}

export function json(value: unknown): Reply {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

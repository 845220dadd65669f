/** Posts to a Slack incoming webhook (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
import type { ChannelPort, SendResult } from "../notice.ts";
import { describeAnswer, postJson, type Said } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { parseWebUrl } from "../web-url.ts";

export async function postToSlack(
  webhookUrl: string | undefined,
  message: object,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(webhookUrl, "webhookUrl of slack");
  if (target.status === "failed") return target;
  const { url } = target;
  const accept = (response: Response, said: Said): Promise<SendResult> => readAnswer(url, response, said);
  return postJson({ url, body: JSON.stringify(message), accept }, port);
}

/** Slack says "ok"; compatible servers say nothing, or `{"ok": true}`. Another page with status 200 delivered nothing. */
async function readAnswer(url: URL, response: Response, said: Said): Promise<SendResult> {
  const text = (await readBounded(response)).trim();
  if (text === "" || text === "ok" || saysOk(text)) return { status: "delivered" };
  return { status: "failed", error: describeAnswer(url, response.status, said(text)) };
}

function saysOk(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && (!("ok" in value) || value.ok === true);
  } catch {
    return false;
  }
}

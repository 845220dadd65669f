/** Sends to a Slack incoming webhook (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { describeAnswer, postJson, type Said } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { parseWebUrl } from "../web-url.ts";
import { MAX_URL } from "./block-kit.ts";
import { renderSlack } from "./render-slack.ts";

export async function sendSlack(
  notice: ApprovalNotice,
  destination: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(destination.webhookUrl, "webhookUrl of slack");
  if (target.status === "failed") return target;
  if (actionUrl(notice.url, "approve").length > MAX_URL) {
    return { status: "failed", error: `the link is longer than the ${MAX_URL} characters that Slack allows: check baseUrl` };
  }
  const { url } = target;
  const accept = (response: Response, said: Said): Promise<SendResult> => readAnswer(url, response, said);
  return postJson({ url, body: JSON.stringify(renderSlack(notice, port.now)), accept }, port);
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

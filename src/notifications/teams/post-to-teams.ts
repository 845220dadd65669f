/** Posts to a Teams workflow ("When a Teams webhook request is received"), which answers that it has taken the card. */
import type { ChannelPort, SendResult } from "../notice.ts";
import { postJson } from "../post-json.ts";
import { parseWebUrl } from "../web-url.ts";
import { MAX_MESSAGE_BYTES, type TeamsMessage } from "./adaptive-card.ts";

export async function postToTeams(
  webhookUrl: string | undefined,
  message: TeamsMessage,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(webhookUrl, "webhookUrl of teams");
  if (target.status === "failed") return target;
  const body = JSON.stringify(message);
  if (new TextEncoder().encode(body).byteLength > MAX_MESSAGE_BYTES) {
    return { status: "failed", error: "the card is larger than the 28 KB that Teams allows: check baseUrl" };
  }
  return postJson({ url: target.url, body, accept: () => ({ status: "delivered" }) }, port);
}

/** Sends the payload to a program: only 2xx says that it has it. */
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { postJson } from "../post-json.ts";
import { parseWebUrl } from "../web-url.ts";
import { renderWebhook } from "./render-webhook.ts";
import { signWebhook } from "./sign-webhook.ts";

export async function sendWebhook(
  notice: ApprovalNotice,
  destination: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(destination.webhookUrl, "webhookUrl of webhook");
  if (target.status === "failed") return target;
  const body = JSON.stringify(renderWebhook(notice));
  const signature = signWebhook(port.settings.webhookSigningSecret, { id: port.deliveryId, body, now: port.now });
  if (signature === null) return { status: "failed", error: BAD_SECRET };
  const headers = { "idempotency-key": port.deliveryId, ...signature };
  return postJson({ url: target.url, body, headers, accept: () => ({ status: "delivered" }) }, port);
}

const BAD_SECRET =
  "WEBHOOK_SIGNING_SECRET is not valid: it is whsec_ and base64, several separated by spaces: wrangler secret put WEBHOOK_SIGNING_SECRET";

/** Posts a payload to a program, signed where a secret is set: only 2xx says that it has it. */
import type { ChannelPort, SendResult } from "../notice.ts";
import { postJson } from "../post-json.ts";
import { parseWebUrl } from "../web-url.ts";
import { signWebhook } from "./sign-webhook.ts";

export async function postWebhook(
  webhookUrl: string | undefined,
  payload: object,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(webhookUrl, "webhookUrl of webhook");
  if (target.status === "failed") return target;
  const body = JSON.stringify(payload);
  const signature = signWebhook(port.settings.webhookSigningSecret, { id: port.deliveryId, body, now: port.now });
  if (signature === null) return { status: "failed", error: BAD_SECRET };
  const headers = { "idempotency-key": port.deliveryId, ...signature };
  return postJson({ url: target.url, body, headers, accept: () => ({ status: "delivered" }) }, port);
}

const BAD_SECRET =
  "WEBHOOK_SIGNING_SECRET is not valid: it is whsec_ and base64, several separated by spaces: wrangler secret put WEBHOOK_SIGNING_SECRET";

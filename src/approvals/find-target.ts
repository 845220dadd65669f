/** Where a delivery goes: its channel, and its destination with the secrets in place. */
import type { RequestedDelivery, SecretText } from "../contract/approval-request.ts";
import type { Channel } from "../notifications/channel.ts";
import { channels, isChannelName } from "../notifications/channels.ts";
import type { Destination } from "../notifications/notice.ts";

type Target =
  | { readonly ok: true; readonly channel: Channel; readonly destination: Destination }
  | { readonly ok: false; readonly error: string };

/** @param variable - reads the environment, since a delivery names secrets and does not hold them */
export function findTarget(delivery: RequestedDelivery, variable: (name: string) => string | undefined): Target {
  if (!isChannelName(delivery.channel)) return { ok: false, error: `There is no channel ${delivery.channel}.` };
  const resolved = resolveSecret(delivery.webhookUrl, variable);
  if (!resolved.ok) return resolved;
  const { webhookUrl: _secret, ...known } = delivery;
  const destination = { ...known, ...(resolved.text === undefined ? {} : { webhookUrl: resolved.text }) };
  return { ok: true, channel: channels[delivery.channel], destination };
}

type Resolved =
  | { readonly ok: true; readonly text: string | undefined }
  | { readonly ok: false; readonly error: string };

function resolveSecret(parts: SecretText | undefined, variable: (name: string) => string | undefined): Resolved {
  if (parts === undefined) return { ok: true, text: undefined };
  const texts = parts.map((part) => (typeof part === "string" ? part : variable(part.env)));
  const missing = parts.find((part, index) => typeof part !== "string" && texts[index] === undefined);
  return missing === undefined || typeof missing === "string"
    ? { ok: true, text: texts.join("") }
    : { ok: false, error: `The environment variable ${missing.env} is not set.` };
}

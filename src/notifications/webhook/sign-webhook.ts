/** Signs as Standard Webhooks 1.0 (standardwebhooks.com): id, timestamp and body under each secret. */
import { Webhook } from "standardwebhooks";

export interface Signable {
  /** The same for every attempt; without a full stop, which separates the parts that are signed. */
  readonly id: string;
  readonly body: string;
  /** Epoch milliseconds of this attempt. */
  readonly now: number;
}

/** The headers; none without a secret; `null` where a secret is not base64, for an unsigned message must not pass. */
export function signWebhook(secrets: string | undefined, { id, body, now }: Signable): Record<string, string> | null {
  const keys = secrets?.split(/\s+/).filter((key) => key !== "") ?? [];
  if (keys.length === 0) return {};
  try {
    const signatures = keys.map((key) => new Webhook(key).sign(id, new Date(now), body));
    return {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now / 1_000)),
      "webhook-signature": signatures.join(" "),
    };
  } catch {
    return null;
  }
}

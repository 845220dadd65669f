/** What a channel is given to tell, and what comes of telling it. */
import type { Json } from "../kernel/json.ts";

export interface ApprovalNotice {
  /** The approval's id, `hitl_…`. */
  readonly approvalId: string;
  readonly runId: string;
  readonly ensemble: string;
  readonly agent: string;
  readonly prompt: string;
  readonly data: Json;
  readonly metadata: Json;
  readonly requestedBy: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; `null` where it waits without end. */
  readonly expiresAt: number | null;
  /** The approver the link is made for, where it is a personal one. */
  readonly recipient: string | null;
  /** The page behind the link; `?action=approve` and `?action=reject` preselect. */
  readonly url: string;
  /** `POST` here decides; same as `url`. */
  readonly callbackUrl: string;
}

/** Where a notice goes: the channel's options, checked. Secrets are in it: it is made at the moment of sending. */
export interface Destination {
  readonly channel: string;
  /** Of slack and webhook. */
  readonly webhookUrl?: string;
  /** Of email: one address. */
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
}

/** Everything a channel needs of the outside. */
export interface ChannelPort {
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Aborts after 15 seconds. */
  readonly signal: AbortSignal;
  /** The same for every attempt at this delivery; the receiver can count it once. */
  readonly deliveryId: string;
  readonly settings: NotificationSettings;
}

export interface NotificationSettings {
  readonly mailchannelsApiKey: string | undefined;
  readonly mailchannelsApiUrl: string;
  readonly emailFrom: string | undefined;
  /** `whsec_…`, Standard Webhooks; or several separated by spaces while one is being replaced. */
  readonly webhookSigningSecret: string | undefined;
}

export type SendResult =
  | { readonly status: "delivered"; readonly id?: string }
  /** Worth another try: network, time-out, 429 and 5xx. */
  | { readonly status: "retry"; readonly error: string; readonly retryAfterMs?: number }
  /** Trying again cannot help. */
  | { readonly status: "failed"; readonly error: string };

/** What a channel is given to tell, and what comes of telling it. */
import type { OutcomeStatus, RecordedAnswer } from "../contract/decision.ts";
import type { Json } from "../kernel/json.ts";
import type { MailSender } from "./email/mail-sender.ts";

/** Why somebody is told of an open approval: asked at first, reminded, brought in later, or given a link of their own. */
export type Occasion = "asked" | "reminder" | "escalation" | "handover" | "own-link";

export interface ApprovalNotice {
  readonly occasion: Occasion;
  /** The approval's id, `hitl_…`. */
  readonly approvalId: string;
  /** `null` where a program asks without a run, as is `agent`; `ensemble` is then the title of the request. */
  readonly runId: string | null;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly prompt: string;
  readonly data: Json;
  readonly metadata: Json;
  /** JSON Schema of what the approver may fill in, or `null`. */
  readonly form: Json;
  /** Whether the approver may change the data, which is done on the page. */
  readonly editable: boolean;
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

/** News that an approval is over, for the requester and for those who were asked. */
export interface OutcomeNotice {
  readonly approvalId: string;
  /** `null` where a program asks without a run, as is `agent`; `ensemble` is then the title of the request. */
  readonly runId: string | null;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly prompt: string;
  readonly requestedBy: string;
  readonly status: OutcomeStatus;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  readonly approvals: readonly RecordedAnswer[];
  readonly reason?: string;
  readonly feedback?: string;
  /** To whom it is told: the one who asked, or somebody who was asked and need not answer any more. */
  readonly audience: "requester" | "approver";
}

/** Where a notice goes: the channel's options, checked. Secrets are in it: it is made at the moment of sending. */
export interface Destination {
  readonly channel: string;
  /** Of slack, discord, teams and webhook. */
  readonly webhookUrl?: string;
  /** Of email: one address. Of discord, through its bot: a channel's id. Of slack, through its bot: a channel's id, a user's id, or a user's e-mail address. */
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
  /** Sends mail where MailChannels has no key. */
  readonly mailSender: MailSender | undefined;
  /** `whsec_…`, Standard Webhooks; or several separated by spaces while one is being replaced. */
  readonly webhookSigningSecret: string | undefined;
  /** `xoxb-…`: with it, Slack messages go to channels and people, and are changed once the approval is over. */
  readonly slackBotToken: string | undefined;
  /** Verifies what Slack sends; or several separated by spaces. Without it, buttons in Slack are links. */
  readonly slackSigningSecret: string | undefined;
  readonly slackApiUrl: string;
  /** With it, Discord messages go to channels by their ids. */
  readonly discordBotToken: string | undefined;
  /** 64 hex digits; verifies what Discord sends. Without it, buttons in Discord are links. */
  readonly discordPublicKey: string | undefined;
  readonly discordApiUrl: string;
}

export type SendResult =
  /** `ref`: by which the channel finds the message again, to change it once the approval is over. */
  { readonly status: "delivered"; readonly id?: string; readonly ref?: string } | SendFailure;

export type SendFailure =
  /** Worth another try: network, time-out, 429 and 5xx. */
  | { readonly status: "retry"; readonly error: string; readonly retryAfterMs?: number }
  /** Trying again cannot help. `isGone`: nor will it ever (410). */
  | { readonly status: "failed"; readonly error: string; readonly isGone?: true };

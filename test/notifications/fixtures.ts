/** A notice and a port as tests need them, and texts that try to break out of whatever they are put into. */
import type {
  ApprovalNotice,
  ChannelPort,
  NotificationSettings,
  OutcomeNotice,
} from "../../src/notifications/notice.ts";
import { MAILCHANNELS_KEY } from "../support/mailchannels-server.ts";

export const NOW = Date.UTC(2026, 10, 22, 1, 4);
const DAY = 86_400_000;
const OBJECT_ID = "0123456789abcdef".repeat(4);

export const TOKEN = `hitl_${OBJECT_ID}_6f0c3b2e-9d55-4a7b-8a55-5b1f1f0e7a11`;
export const LINK = `https://approve.example/callback/${TOKEN}`;

export function noticeWith(changes: Partial<ApprovalNotice> = {}): ApprovalNotice {
  return {
    occasion: "asked",
    approvalId: `hitl_${OBJECT_ID}`,
    runId: "run_00000000000000000000000000000001",
    ensemble: "content-approval",
    agent: "approve",
    prompt: "Review this post",
    data: { title: "Hello", words: 420 },
    metadata: { ticket: "T-1" },
    form: null,
    editable: false,
    requestedBy: "ana@example.com",
    createdAt: NOW,
    expiresAt: NOW + DAY,
    recipient: null,
    url: LINK,
    callbackUrl: LINK,
    ...changes,
  };
}

export function outcomeWith(changes: Partial<OutcomeNotice> = {}): OutcomeNotice {
  const { approvalId, runId, ensemble, agent, prompt, requestedBy } = noticeWith();
  const timestamp = new Date(NOW).toISOString();
  return {
    approvalId,
    runId,
    ensemble,
    agent,
    prompt,
    requestedBy,
    status: "approved",
    decidedAt: NOW,
    approvals: [{ approver: "ana@example.com", approved: true, timestamp, via: "link", verified: true }],
    audience: "approver",
    ...changes,
  };
}

/** What a program asks for without a run. */
export function standaloneNotice(): ApprovalNotice {
  return noticeWith({ runId: null, agent: null, ensemble: "Refunds" });
}

export function settingsWith(changes: Partial<NotificationSettings> = {}): NotificationSettings {
  return {
    mailchannelsApiKey: MAILCHANNELS_KEY,
    mailchannelsApiUrl: "https://api.mailchannels.net/tx/v1/send",
    emailFrom: "Countersign <approvals@example.com>",
    webhookSigningSecret: undefined,
    mailSender: undefined,
    slackBotToken: undefined,
    slackSigningSecret: undefined,
    slackApiUrl: "https://slack.com/api",
    discordBotToken: undefined,
    discordPublicKey: undefined,
    discordApiUrl: "https://discord.com/api/v10",
    ...changes,
  };
}

export function portWith(changes: Partial<ChannelPort> = {}): ChannelPort {
  return {
    fetch: globalThis.fetch,
    now: Date.now(),
    signal: AbortSignal.timeout(5_000),
    deliveryId: `hitl_${OBJECT_ID}_7`,
    settings: settingsWith(),
    ...changes,
  };
}

/** Each is put into every field that takes a text. */
export const HOSTILE_TEXTS = {
  script: `<script>alert(1)</script><img src=x onerror='alert("1")'>`,
  "code fence": "``` out *of* the _block_ ```` `x` ```",
  "channel ping": "<!channel> <!here|here> <@U12345> <#C12345> @here @channel @everyone",
  "fake link": "<https://evil.example|Approve> &lt;!channel&gt; &amp;",
  "line breaks": "one\r\nBcc: eve@evil.example\r\n\r\ntwo\u2028three",
  "right to left": "invoice \u202Egpj.exe\u202C \u2066isolated\u2069",
  controls: "a\u0000b\u0007c\u001B[31md\u009Be",
  "lone surrogates": "a\uD83Db\uDE00c\uD83D",
  emoji: "👩‍👩‍👧‍👦🏳️‍🌈👍🏽".repeat(500),
  huge: "wide ".repeat(200_000),
} as const;

export function hostileNotice(text: string): ApprovalNotice {
  return noticeWith({
    ensemble: text,
    agent: text,
    prompt: text,
    requestedBy: text,
    runId: text,
    recipient: text,
    data: { [text.slice(0, 500)]: text, plain: text, number: 1 },
    metadata: { text },
  });
}

export function hostileOutcome(text: string): OutcomeNotice {
  const timestamp = new Date(NOW).toISOString();
  return outcomeWith({
    ensemble: text,
    agent: text,
    prompt: text,
    requestedBy: text,
    runId: text,
    status: "rejected",
    approvals: Array.from({ length: 12 }, () => ({
      approver: text,
      approved: false,
      timestamp,
      via: "link",
      verified: false,
    })),
    reason: text,
    feedback: text,
  });
}

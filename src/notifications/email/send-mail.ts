/**
 * Sends one mail through MailChannels; the only place from which mail leaves. Its API knows no idempotency key: an
 * attempt cut off may have sent the mail.
 */
import { z } from "zod";
import { cutLine } from "../cut-text.ts";
import type { ChannelPort, SendResult } from "../notice.ts";
import { describeAnswer, postJson, type Said } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { parseWebUrl } from "../web-url.ts";
import { parseMailbox, type Mailbox } from "./parse-mailbox.ts";
import { type MailEnvelope, type MailParts, renderMailChannels } from "./render-mailchannels.ts";

export interface Mail extends MailParts {
  /** Each one address. */
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  /** Default: the setting EMAIL_FROM. */
  readonly from?: string;
}

const MAX_ID = 200;

const Accepted = z.object({
  results: z
    .array(
      z.object({
        status: z.string(),
        message_id: z.string().optional(),
        reason: z.string().nullish(),
      }),
    )
    .min(1),
});

/** Tries once and never throws. */
export async function sendMail(mail: Mail, port: ChannelPort): Promise<SendResult> {
  const { mailchannelsApiKey, mailchannelsApiUrl } = port.settings;
  const apiKey = mailchannelsApiKey?.trim() ?? "";
  if (apiKey === "") return notSet("MAILCHANNELS_API_KEY", "wrangler secret put MAILCHANNELS_API_KEY");
  const target = parseWebUrl(mailchannelsApiUrl, "MAILCHANNELS_API_URL");
  if (target.status === "failed") return target;
  const envelope = envelopeOf(mail, port);
  if ("status" in envelope) return envelope;
  const { url } = target;
  const body = JSON.stringify(renderMailChannels(mail, envelope));
  const accept = (response: Response, said: Said): Promise<SendResult> => readAnswer(url, response, said);
  return postJson({ url, body, headers: { "x-api-key": apiKey }, secrets: [apiKey], accept }, port);
}

type Refusal = Extract<SendResult, { status: "failed" }>;

function envelopeOf(mail: Mail, port: ChannelPort): MailEnvelope | Refusal {
  const sender = mail.from ?? port.settings.emailFrom ?? "";
  if (sender.trim() === "") return notSet("EMAIL_FROM", "add it to [vars] in wrangler.toml, or set `from`");
  const from = requireMailbox(sender, "from");
  if ("status" in from) return from;
  const to = requireMailboxes(mail.to, "to");
  if ("status" in to) return to;
  const cc = requireMailboxes(mail.cc ?? [], "cc");
  if ("status" in cc) return cc;
  const once = distinct([...to, ...cc]);
  if (to.length === 0) return { status: "failed", error: "`to` names nobody" };
  return {
    from,
    to: once.filter((mailbox) => to.includes(mailbox)),
    cc: once.filter((mailbox) => cc.includes(mailbox)),
    deliveryId: port.deliveryId,
  };
}

function requireMailboxes(texts: readonly string[], field: "to" | "cc"): readonly Mailbox[] | Refusal {
  const mailboxes: Mailbox[] = [];
  for (const text of texts) {
    const mailbox = requireMailbox(text, field);
    if ("status" in mailbox) return mailbox;
    mailboxes.push(mailbox);
  }
  return mailboxes;
}

function requireMailbox(text: string, field: "to" | "cc" | "from"): Mailbox | Refusal {
  const parsed = parseMailbox(text);
  return parsed.status === "ok"
    ? parsed.mailbox
    : { status: "failed", error: `\`${field}\` is not one mail address: ${parsed.error}` };
}

/** Nobody gets one mail twice; the first mention of an address stays. */
function distinct(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  const byAddress = new Map(mailboxes.toReversed().map((mailbox) => [mailbox.email.toLowerCase(), mailbox]));
  return mailboxes.filter((mailbox) => byAddress.get(mailbox.email.toLowerCase()) === mailbox);
}

/** Only 202 sends (200 is a dry run), and it says for each message whether that was sent. */
async function readAnswer(url: URL, response: Response, said: Said): Promise<SendResult> {
  const text = await readBounded(response);
  const accepted = response.status === 202 ? Accepted.safeParse(parseLoose(text)) : null;
  if (accepted?.success !== true) {
    return {
      status: "failed",
      error: `${describeAnswer(url, response.status, said(text))} (no word that the mail was sent)`,
    };
  }
  const unsent = accepted.data.results.find(({ status }) => status !== "sent");
  if (unsent !== undefined) {
    return { status: "failed", error: `${url.host} did not send: ${said(unsent.reason ?? unsent.status)}` };
  }
  const id = accepted.data.results[0]?.message_id;
  return id === undefined ? { status: "delivered" } : { status: "delivered", id: cutLine(id, MAX_ID).text };
}

function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function notSet(setting: string, cure: string): Refusal {
  return { status: "failed", error: `${setting} is not set: ${cure}` };
}

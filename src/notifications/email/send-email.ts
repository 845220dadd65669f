/** Sends one mail through MailChannels. Its API knows no idempotency key: an attempt cut off may have sent the mail. */
import { z } from "zod";
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { cutLine } from "../cut-text.ts";
import { describeAnswer, postJson, type Said } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { parseWebUrl } from "../web-url.ts";
import { parseMailbox, type Mailbox } from "./parse-mailbox.ts";
import { renderMailChannels, type MailEnvelope } from "./render-mailchannels.ts";

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

export async function sendEmail(
  notice: ApprovalNotice,
  destination: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  const { mailchannelsApiKey, mailchannelsApiUrl } = port.settings;
  const apiKey = mailchannelsApiKey?.trim() ?? "";
  if (apiKey === "") return notSet("MAILCHANNELS_API_KEY", "wrangler secret put MAILCHANNELS_API_KEY");
  const target = parseWebUrl(mailchannelsApiUrl, "MAILCHANNELS_API_URL");
  if (target.status === "failed") return target;
  const envelope = envelopeOf(destination, port);
  if ("status" in envelope) return envelope;
  const { url } = target;
  const body = JSON.stringify(renderMailChannels(notice, envelope, port.now));
  const accept = (response: Response, said: Said): Promise<SendResult> => readAnswer(url, response, said);
  return postJson({ url, body, headers: { "x-api-key": apiKey }, secrets: [apiKey], accept }, port);
}

function envelopeOf(destination: Destination, port: ChannelPort): MailEnvelope | SendResult {
  const sender = destination.from ?? port.settings.emailFrom ?? "";
  if (sender.trim() === "") return notSet("EMAIL_FROM", "add it to [vars] in wrangler.toml, or `from` to notificationConfig");
  const from = requireMailbox(sender, "from");
  if ("status" in from) return from;
  const to = requireMailbox(destination.to ?? "", "to");
  if ("status" in to) return to;
  return { from, to, subject: destination.subject, deliveryId: port.deliveryId };
}

function requireMailbox(text: string, field: "to" | "from"): Mailbox | SendResult {
  const parsed = parseMailbox(text);
  return parsed.status === "ok"
    ? parsed.mailbox
    : { status: "failed", error: `\`${field}\` is not one mail address: ${parsed.error}` };
}

/** Only 202 sends (200 is a dry run), and it says for each message whether that was sent. */
async function readAnswer(url: URL, response: Response, said: Said): Promise<SendResult> {
  const text = await readBounded(response);
  const accepted = response.status === 202 ? Accepted.safeParse(parseLoose(text)) : null;
  if (accepted?.success !== true) {
    return { status: "failed", error: `${describeAnswer(url, response.status, said(text))} (no word that the mail was sent)` };
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

function notSet(setting: string, cure: string): SendResult {
  return { status: "failed", error: `${setting} is not set: ${cure}` };
}

/** Sends one mail: through MailChannels where its key is set, else through Cloudflare; the only place from which mail leaves. */
import type { ChannelPort, SendResult } from "../notice.ts";
import { mailEnvelope, type MailAddresses } from "./mail-envelope.ts";
import type { MailParts } from "./render-mailchannels.ts";
import { sendByBinding } from "./send-by-binding.ts";
import { sendByMailChannels } from "./send-by-mailchannels.ts";

export type Mail = MailParts & MailAddresses;

/** Tries once and never throws. Neither way knows an idempotency key: an attempt cut off may have sent the mail. */
export async function sendMail(mail: Mail, port: ChannelPort): Promise<SendResult> {
  const apiKey = port.settings.mailchannelsApiKey?.trim() ?? "";
  const { mailSender } = port.settings;
  if (apiKey === "" && mailSender === undefined) return { status: "failed", error: NO_WAY };
  const envelope = mailEnvelope(mail, port);
  if ("status" in envelope) return envelope;
  return apiKey !== "" || mailSender === undefined
    ? sendByMailChannels(mail, envelope, apiKey, port)
    : sendByBinding(mail, envelope, mailSender, port.signal);
}

const NO_WAY =
  "MAILCHANNELS_API_KEY is not set: wrangler secret put MAILCHANNELS_API_KEY, or add a send_email binding named EMAIL";

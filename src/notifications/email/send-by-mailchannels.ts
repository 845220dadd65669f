/** Sends one mail through MailChannels (docs.mailchannels.net/email-api). */
import { z } from "zod";
import { cutLine } from "../cut-text.ts";
import type { ChannelPort, SendResult } from "../notice.ts";
import { describeAnswer, postJson, type Said } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { parseWebUrl } from "../web-url.ts";
import type { MailEnvelope } from "./mail-envelope.ts";
import { type MailParts, renderMailChannels } from "./render-mailchannels.ts";

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

export async function sendByMailChannels(
  parts: MailParts,
  envelope: MailEnvelope,
  apiKey: string,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(port.settings.mailchannelsApiUrl, "MAILCHANNELS_API_URL");
  if (target.status === "failed") return target;
  const { url } = target;
  const body = JSON.stringify(renderMailChannels(parts, envelope));
  const accept = (response: Response, said: Said): Promise<SendResult> => readAnswer(url, response, said);
  return postJson({ url, body, headers: { "x-api-key": apiKey }, secrets: [apiKey], accept }, port);
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

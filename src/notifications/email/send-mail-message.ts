/** Sends a plain message as one mail. */
import type { MessageDestination, PlainMessage } from "../message.ts";
import type { ChannelPort, SendResult } from "../notice.ts";
import { plainText } from "../plain-text.ts";
import { htmlLines } from "./escape-html.ts";
import { renderMailPage } from "./mail-page.ts";
import { mailSubject } from "./mail-subject.ts";
import { sendMail } from "./send-mail.ts";

export async function sendMailMessage(
  message: PlainMessage,
  destination: MessageDestination,
  port: ChannelPort,
): Promise<SendResult> {
  const { to = [], from } = destination;
  const subject = mailSubject(destination.subject, `${message.ensemble}: ${message.agent}`);
  const text = plainText(message.message);
  const html = renderMailPage({ title: subject, body: `<p dir="auto">${htmlLines(text)}</p>` });
  return sendMail({ to, ...(from === undefined ? {} : { from }), subject, text, html }, port);
}

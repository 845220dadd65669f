/** Sends the mail about an approval to one person. */
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "../notice.ts";
import { mailContent } from "./mail-content.ts";
import { mailSubject } from "./mail-subject.ts";
import { renderHtml } from "./render-html.ts";
import { renderText } from "./render-text.ts";
import { sendMail } from "./send-mail.ts";

export async function sendEmail(
  notice: ApprovalNotice,
  { to, from, subject }: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  const content = mailContent(notice, port.now);
  const mail = {
    to: [to ?? ""],
    ...(from === undefined ? {} : { from }),
    subject: mailSubject(subject, content.title),
    text: renderText(content),
    html: renderHtml(content),
  };
  return sendMail(mail, port);
}

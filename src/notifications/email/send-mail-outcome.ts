/** Sends the news that an approval is over as a mail. */
import type { ChannelPort, Destination, OutcomeNotice, SendResult } from "../notice.ts";
import { outcomeContent, type OutcomeContent } from "../outcome-content.ts";
import { escapeHtml, htmlLines } from "./escape-html.ts";
import { renderMailPage } from "./mail-page.ts";
import { mailSubject } from "./mail-subject.ts";
import { sendMail } from "./send-mail.ts";

const HEADING = "font-size:20px;line-height:1.3;margin:0 0 16px;overflow-wrap:anywhere";
const TEXT = "margin:0 0 16px;overflow-wrap:anywhere";
const SMALL = "margin:0 0 8px;font-size:14px;opacity:.75;overflow-wrap:anywhere";

export async function sendMailOutcome(
  outcome: OutcomeNotice,
  { to, from }: Destination,
  port: ChannelPort,
): Promise<SendResult> {
  const content = outcomeContent(outcome);
  const mail = {
    to: [to ?? ""],
    ...(from === undefined ? {} : { from }),
    subject: mailSubject(undefined, content.title),
    text: renderText(content),
    html: renderMailPage({ title: content.title, preheader: content.what, body: renderBody(content) }),
  };
  return sendMail(mail, port);
}

function renderText({ title, what, prompt, details, hint }: OutcomeContent): string {
  const texts = details.map(([label, text]) => `${label}:\n\n  ${text.replaceAll("\n", "\n  ")}`);
  return `${[title, what, prompt, ...texts, hint].filter((text) => text !== "").join("\n\n")}\n`;
}

function renderBody({ title, what, prompt, details, hint }: OutcomeContent): string {
  const texts = details.map(
    ([label, text]) => `<p style="${SMALL}">${label}</p><p dir="auto" style="${TEXT}">${htmlLines(text)}</p>`,
  );
  return `<h1 style="${HEADING}">${escapeHtml(title)}</h1>
<p style="${TEXT}"><strong>${escapeHtml(what)}</strong></p>
<p dir="auto" style="${TEXT}">${htmlLines(prompt)}</p>
${texts.join("\n")}
<p style="${SMALL}">${escapeHtml(hint)}</p>`;
}

/** The body of MailChannels' `POST /tx/v1/send` (docs.mailchannels.net/email-api): one mail to one person. */
import type { ApprovalNotice } from "../notice.ts";
import { mailContent } from "./mail-content.ts";
import { mailSubject } from "./mail-subject.ts";
import type { Mailbox } from "./parse-mailbox.ts";
import { renderHtml } from "./render-html.ts";
import { renderText } from "./render-text.ts";

export interface MailEnvelope {
  readonly to: Mailbox;
  readonly from: Mailbox;
  readonly subject: string | undefined;
  readonly deliveryId: string;
}

export interface MailChannelsBody {
  readonly personalizations: readonly [{ readonly to: readonly [Mailbox] }];
  readonly from: Mailbox;
  readonly subject: string;
  /** The plain part first: RFC 2046 §5.1.4 puts the richest last. */
  readonly content: readonly { readonly type: "text/plain" | "text/html"; readonly value: string }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly campaign_id: string;
}

const MAX_CAMPAIGN = 48;

export function renderMailChannels(notice: ApprovalNotice, envelope: MailEnvelope, now: number): MailChannelsBody {
  const content = mailContent(notice, now);
  const id = envelope.deliveryId.replace(/[^\w.:-]/g, "-");
  return {
    personalizations: [{ to: [envelope.to] }],
    from: envelope.from,
    subject: mailSubject(envelope.subject, notice.ensemble),
    content: [
      { type: "text/plain", value: renderText(content) },
      { type: "text/html", value: renderHtml(content) },
    ],
    headers: { "X-Countersign-Delivery": id },
    campaign_id: id.slice(-MAX_CAMPAIGN),
  };
}

/** The body of MailChannels' `POST /tx/v1/send` (docs.mailchannels.net/email-api): one mail, to all its recipients. */
import { DELIVERY_HEADER, deliveryHeaderOf, type MailEnvelope } from "./mail-envelope.ts";
import type { Mailbox } from "../../kernel/mailbox.ts";

export interface MailParts {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailChannelsBody {
  readonly personalizations: readonly [{ readonly to: readonly Mailbox[]; readonly cc?: readonly Mailbox[] }];
  readonly from: Mailbox;
  readonly subject: string;
  /** The plain part first: RFC 2046 §5.1.4 puts the richest last. */
  readonly content: readonly { readonly type: "text/plain" | "text/html"; readonly value: string }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly campaign_id: string;
}

const MAX_CAMPAIGN = 48;

export function renderMailChannels({ subject, text, html }: MailParts, envelope: MailEnvelope): MailChannelsBody {
  const { to, cc, from } = envelope;
  const id = deliveryHeaderOf(envelope.deliveryId);
  return {
    personalizations: [cc.length === 0 ? { to } : { to, cc }],
    from,
    subject,
    content: [
      { type: "text/plain", value: text },
      { type: "text/html", value: html },
    ],
    headers: { [DELIVERY_HEADER]: id },
    campaign_id: id.slice(-MAX_CAMPAIGN),
  };
}

/** Cloudflare's binding for outgoing mail (`send_email`), as far as it is used here. */
import type { Mailbox } from "../../kernel/mailbox.ts";

export interface MailSender {
  send(mail: BoundMail): Promise<{ readonly messageId: string }>;
}

/** A mailbox without a name is written as its address. */
export type MailAddress = string | Required<Mailbox>;

export interface BoundMail {
  readonly to: MailAddress[];
  readonly cc?: MailAddress[];
  readonly from: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Record<string, string>;
}

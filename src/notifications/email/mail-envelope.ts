/** From whom a mail goes to whom: addresses that are one each, and nobody twice. */
import type { ChannelPort, SendFailure } from "../notice.ts";
import { parseMailbox, type Mailbox } from "../../kernel/mailbox.ts";

export interface MailEnvelope {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly from: Mailbox;
  readonly deliveryId: string;
}

export interface MailAddresses {
  /** Each one address. */
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  /** Default: the setting EMAIL_FROM. */
  readonly from?: string;
}

/** By it a mail can be told from another attempt at the same one; a header is ASCII. */
export const DELIVERY_HEADER = "X-Countersign-Delivery";

export function deliveryHeaderOf(deliveryId: string): string {
  return deliveryId.replace(/[^\w.:-]/g, "-");
}

export function mailEnvelope(mail: MailAddresses, port: ChannelPort): MailEnvelope | SendFailure {
  const sender = mail.from ?? port.settings.emailFrom ?? "";
  if (sender.trim() === "") {
    return { status: "failed", error: "EMAIL_FROM is not set: add it to [vars] in wrangler.toml, or set `from`" };
  }
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

function requireMailboxes(texts: readonly string[], field: "to" | "cc"): readonly Mailbox[] | SendFailure {
  const mailboxes: Mailbox[] = [];
  for (const text of texts) {
    const mailbox = requireMailbox(text, field);
    if ("status" in mailbox) return mailbox;
    mailboxes.push(mailbox);
  }
  return mailboxes;
}

function requireMailbox(text: string, field: "to" | "cc" | "from"): Mailbox | SendFailure {
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

/** Whom `to` of Slack means: a channel, a user, or the user behind an e-mail address. */
import { parseMailbox } from "../../kernel/mailbox.ts";

export type SlackAddress =
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "unclear" };

const CHANNEL = /^[CGD][A-Z0-9]{6,20}$/;
const CHANNEL_NAME = /^#[^\s#]{1,80}$/u;
const USER = /^[UW][A-Z0-9]{6,20}$/;

export function slackAddress(text: string): SlackAddress {
  const to = text.trim();
  if (CHANNEL.test(to) || CHANNEL_NAME.test(to)) return { kind: "channel", channel: to };
  if (USER.test(to)) return { kind: "user", id: to };
  const parsed = parseMailbox(to);
  return parsed.status === "ok" ? { kind: "email", email: parsed.mailbox.email } : { kind: "unclear" };
}

/** Whether one person alone reads what is sent there. */
export function isOnePerson(text: string): boolean {
  const { kind } = slackAddress(text);
  return kind === "user" || kind === "email";
}

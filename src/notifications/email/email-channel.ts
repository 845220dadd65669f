/** E-mail, through MailChannels or Cloudflare. */
import type { Channel } from "../channel.ts";
import { cutLine } from "../cut-text.ts";
import { sendEmail } from "./send-email.ts";
import { sendMailMessage } from "./send-mail-message.ts";
import { sendMailOutcome } from "./send-mail-outcome.ts";

const MAX_SHOWN = 254;

export const emailChannel = {
  name: "email",
  send: sendEmail,
  sendOutcome: (outcome, destination, _ref, port) => sendMailOutcome(outcome, destination, port),
  sendMessage: sendMailMessage,
  describe: ({ to }) => cutLine(to ?? "(no address)", MAX_SHOWN).text,
} as const satisfies Channel;

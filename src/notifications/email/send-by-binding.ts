/** Sends one mail through Cloudflare's binding (developers.cloudflare.com/email-service). */
import { cutLine } from "../cut-text.ts";
import type { SendResult } from "../notice.ts";
import { DELIVERY_HEADER, deliveryHeaderOf, type MailEnvelope } from "./mail-envelope.ts";
import type { BoundMail, MailAddress, MailSender } from "./mail-sender.ts";
import type { Mailbox } from "../../kernel/mailbox.ts";
import type { MailParts } from "./render-mailchannels.ts";

/** Errors that pass by themselves; any other that has a code does not. */
const PASSING: ReadonlySet<string> = new Set([
  "E_RATE_LIMIT_EXCEEDED",
  "E_DAILY_LIMIT_EXCEEDED",
  "E_INTERNAL_SERVER_ERROR",
  "E_DELIVERY_FAILED",
]);

const MAX_ID = 200;
const MAX_SHOWN = 200;

export async function sendByBinding(
  parts: MailParts,
  envelope: MailEnvelope,
  sender: MailSender,
  signal: AbortSignal,
): Promise<SendResult> {
  try {
    const { messageId } = await untilAborted(sender.send(boundMail(parts, envelope)), signal);
    return { status: "delivered", id: cutLine(messageId, MAX_ID).text };
  } catch (error) {
    if (signal.aborted) return { status: "retry", error: "Cloudflare did not take the mail in time" };
    return failureOf(error);
  }
}

function boundMail({ subject, text, html }: MailParts, { to, cc, from, deliveryId }: MailEnvelope): BoundMail {
  return {
    to: to.map(addressOf),
    ...(cc.length === 0 ? {} : { cc: cc.map(addressOf) }),
    from: addressOf(from),
    subject,
    text,
    html,
    headers: { [DELIVERY_HEADER]: deliveryHeaderOf(deliveryId) },
  };
}

function addressOf({ email, name }: Mailbox): MailAddress {
  return name === undefined ? email : { email, name };
}

/** The binding knows no signal: what comes after the time is up is not waited for. */
async function untilAborted<T>(sent: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(new Error("aborted"));
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([sent, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** An error without a code is the platform's own, such as a connection that broke. */
function failureOf(error: unknown): SendResult {
  const code = codeOf(error);
  const message = cutLine(error instanceof Error ? error.message : "unknown error", MAX_SHOWN).text;
  const shown = code === undefined || message.includes(code) ? message : `${code}: ${message}`;
  const status = code === undefined || PASSING.has(code) ? "retry" : "failed";
  return { status, error: `Cloudflare did not send the mail: ${shown}` };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^E_[A-Z_]{2,60}$/.test(error.code) ? error.code : undefined;
}

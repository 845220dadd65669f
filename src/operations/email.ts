/** `operation: email`: one mail, through the same sender as notifications. */
import { operationOptions } from "../contract/operation-options.ts";
import { markupText } from "../expressions/evaluate-markup.ts";
import { renderMailPage } from "../notifications/email/mail-page.ts";
import { mailSubject } from "../notifications/email/mail-subject.ts";
import { sendMail } from "../notifications/email/send-mail.ts";
import { plainText } from "../notifications/plain-text.ts";
import { addressList } from "./address-list.ts";
import { channelPort, requireDelivered } from "./channel-port.ts";
import { checkOptions } from "./check-options.ts";
import type { Operation, OperationPorts, OperationRequest } from "./operation.ts";

export const email: Operation = {
  options: operationOptions.email,
  defaultTimeoutMs: 30_000,
  run,
};

export interface EmailOutput {
  /** `null` where the provider gave none. */
  readonly messageId: string | null;
}

async function run(request: OperationRequest, ports: OperationPorts): Promise<EmailOutput> {
  const { to, cc, from, ...options } = checkOptions(operationOptions.email, request.config);
  const parts = request.markup["body"] ?? [];
  // Loaded when it is first needed: a Worker that sends no mail does not start slower for it.
  const { renderMarkup } = await import("./email/render-markup.ts");
  const subject = mailSubject(options.subject, `${request.run.ensemble}: ${request.agent}`);
  const mail = {
    to: addressList(to),
    cc: addressList(cc),
    ...(from === undefined ? {} : { from }),
    subject,
    // No part of a mail may be empty.
    text: plainText(markupText(parts)).trimEnd() || subject,
    html: renderMailPage({ title: subject, body: renderMarkup(parts) }),
  };
  const id = requireDelivered(await sendMail(mail, channelPort(request, ports)), "email-failed");
  return { messageId: id ?? null };
}

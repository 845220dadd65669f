/** Finds the links that people were sent. */
import { eventuallyThere } from "./eventually.ts";
import { type MailRequest, partOf } from "./mailchannels-server.ts";

/** The links of a message to one approval, as written in it. */
export function linksIn(text: string | undefined): string[] {
  const found =
    (text ?? "").match(/https?:\/\/[^\s"'<>\\|)]+\/callback\/hitl_[0-9a-f]{64}_[0-9a-f-]{36}(?:\?action=\w+)?/g) ?? [];
  return [...new Set(found)];
}

export function withoutQuery(link: string): string {
  return link.split("?")[0] ?? "";
}

/** Those mails to an address in which `about` stands, first come first. */
export function mailsTo(mails: readonly MailRequest[], address: string, about: string): readonly MailRequest[] {
  return mails.filter(
    ({ mail }) =>
      mail?.personalizations.some(({ to }) => to.some(({ email }) => email === address)) === true &&
      partOf(mail, "text/plain").includes(about),
  );
}

export interface Mailed {
  readonly address: string;
  readonly about: string;
  readonly count?: number;
}

/** The link in the newest of the mails to an address about something, once there are so many of them. */
export async function linkMailedTo(
  look: () => readonly MailRequest[] | Promise<readonly MailRequest[]>,
  { address, about, count = 1 }: Mailed,
): Promise<string> {
  const mail = await eventuallyThere(async () => mailsTo(await look(), address, about)[count - 1], {
    what: `${count} mails to ${address} about ${about}`,
  });
  const [link] = linksIn(partOf(mail.mail, "text/plain"));
  if (link === undefined) throw new Error(`no link in: ${partOf(mail.mail, "text/plain")}`);
  return withoutQuery(link);
}

/** The post office that all journeys about people share: they tell their mails apart by keys of their own. */
import { inject } from "vitest";
import { Client } from "./client.ts";
import { eventually } from "./eventually.ts";
import { linkMailedTo, mailsTo } from "./links-in.ts";
import type { MailRequest } from "./mailchannels-server.ts";
import type { PostOfficeUrls } from "./open-post-office.ts";
import { KEYS } from "./settings.ts";
import type { SlackRequest } from "./slack-server.ts";
import { recordedAbout } from "./webhook-server.ts";

export class PostOffice {
  readonly client: Client;
  /** A place in Slack that many can read. */
  readonly slackUrl: string;
  readonly #mailUrl: string;

  constructor({ worker, mail, slack }: PostOfficeUrls) {
    this.client = new Client(worker, KEYS.main);
    this.slackUrl = slack;
    this.#mailUrl = mail;
  }

  /** What was posted in Slack about something. */
  postedAbout(about: string): Promise<readonly SlackRequest[]> {
    return recordedAbout<SlackRequest>(this.slackUrl, about);
  }

  /** The link in the `count`-th mail to somebody about something. */
  linkTo(address: string, about: string, count = 1): Promise<string> {
    return linkMailedTo(() => this.mailsTo(address, about), { address, about, count });
  }

  async mailsTo(address: string, about: string): Promise<readonly MailRequest[]> {
    return mailsTo(await recordedAbout<MailRequest>(this.#mailUrl, about), address, about);
  }

  /** Waits until somebody has been sent so many mails about something, and gives them. */
  mailed(address: string, about: string, count: number): Promise<readonly MailRequest[]> {
    return eventually(
      () => this.mailsTo(address, about),
      (mails) => mails.length >= count,
      { what: `${count} mails to ${address} about ${about}` },
    );
  }
}

/** The way to the one that the set-up has opened. */
export function office(): PostOffice {
  return new PostOffice(inject("postOffice"));
}

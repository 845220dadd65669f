/** A Worker with a post office: what a journey about people needs. Call it at the top of a file. */
import { afterAll, beforeAll } from "vitest";
import { Client } from "./client.ts";
import { Counting, type CountingServer, startCountingServer } from "./counting-server.ts";
import { eventually } from "./eventually.ts";
import { linkMailedTo, mailsTo } from "./links-in.ts";
import { type MailChannelsServer, type MailRequest, startMailChannelsServer } from "./mailchannels-server.ts";
import { KEYS, testSettings } from "./settings.ts";
import { startSlackServer, type SlackRequest } from "./slack-server.ts";
import type { LocalServer } from "./webhook-server.ts";
import { TestWorker } from "./worker.ts";

export class PostOffice {
  readonly mail: MailChannelsServer;
  readonly slack: LocalServer<SlackRequest>;
  readonly outside: CountingServer;
  readonly worker: TestWorker;
  readonly client: Client;
  readonly counting: Counting;

  private constructor(servers: Pick<PostOffice, "mail" | "slack" | "outside" | "worker">) {
    this.mail = servers.mail;
    this.slack = servers.slack;
    this.outside = servers.outside;
    this.worker = servers.worker;
    this.client = new Client(this.worker.url, KEYS.main);
    this.counting = new Counting(this.outside.url);
  }

  static async open(): Promise<PostOffice> {
    const [mail, slack, outside] = await Promise.all([
      startMailChannelsServer(),
      startSlackServer(),
      startCountingServer(),
    ]);
    const worker = await TestWorker.start({ vars: testSettings({ testServer: outside.url, mailchannels: mail }) });
    return new PostOffice({ mail, slack, outside, worker });
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await Promise.all([this.mail.close(), this.slack.close(), this.outside.stop()]);
  }

  /** The link in the `count`-th mail to somebody about something. */
  linkTo(address: string, about: string, count = 1): Promise<string> {
    return linkMailedTo(this.mail, address, about, count);
  }

  mailsTo(address: string, about: string): readonly MailRequest[] {
    return mailsTo(this.mail, address, about);
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

export function usePostOffice(): () => PostOffice {
  let office: PostOffice | undefined;
  beforeAll(async () => {
    office = await PostOffice.open();
  }, 90_000);
  afterAll(async () => {
    await office?.close();
  });
  return () => {
    if (office === undefined) throw new Error("the post office is not open");
    return office;
  };
}

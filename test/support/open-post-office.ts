/** Starts a Worker with a post office: what a journey about people needs. */
import { startCountingServer } from "./counting-server.ts";
import { startMailChannelsServer } from "./mailchannels-server.ts";
import { testSettings } from "./settings.ts";
import { startSlackServer } from "./slack-server.ts";
import { TestWorker } from "./worker.ts";

/** Where the parts of it listen; tests are in other processes. */
export interface PostOfficeUrls {
  readonly worker: string;
  readonly mail: string;
  readonly slack: string;
}

/** @param accessServer - who proves people to its Worker */
export async function openPostOffice(
  accessServer: string,
): Promise<{ readonly urls: PostOfficeUrls; close(): Promise<void> }> {
  const [mail, slack, outside] = await Promise.all([
    startMailChannelsServer(),
    startSlackServer(),
    startCountingServer(),
  ]);
  const worker = await TestWorker.start({
    vars: testSettings({ testServer: outside.url, accessServer, mailchannels: mail }),
  });
  return {
    urls: { worker: worker.url, mail: mail.url, slack: slack.url },
    close: async () => {
      await worker.stop();
      await Promise.all([mail.close(), slack.close(), outside.stop()]);
    },
  };
}

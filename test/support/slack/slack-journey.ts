/** A Worker with a Slack workspace of its own beside it. */
import { Client } from "../client.ts";
import { Counting, type CountingServer, startCountingServer } from "../counting-server.ts";
import { KEYS, testSettings } from "../settings.ts";
import { TestWorker } from "../worker.ts";
import { SlackHands } from "./slack-hands.ts";
import { SlackWorkspace } from "./slack-workspace.ts";

export const SLACK_SECRETS = { token: "xoxb-0000-test-token", signingSecret: "8f742231b10e8888abcd99yyyzzz85a5" };

export class SlackJourney {
  readonly slack: SlackWorkspace;
  readonly hands: SlackHands;
  readonly worker: TestWorker;
  readonly client: Client;
  readonly counting: Counting;
  readonly #outside: CountingServer;

  private constructor(parts: { slack: SlackWorkspace; worker: TestWorker; outside: CountingServer }) {
    this.slack = parts.slack;
    this.worker = parts.worker;
    this.#outside = parts.outside;
    this.hands = new SlackHands(parts.slack, parts.worker.url);
    this.client = new Client(parts.worker.url, KEYS.main);
    this.counting = new Counting(parts.outside.url);
  }

  static async start(): Promise<SlackJourney> {
    const slack = new SlackWorkspace(SLACK_SECRETS);
    const [outside] = await Promise.all([startCountingServer(), slack.start()]);
    const worker = await TestWorker.start({
      vars: {
        ...testSettings({ testServer: outside.url }),
        SLACK_BOT_TOKEN: SLACK_SECRETS.token,
        // One of two while the other is being replaced.
        SLACK_SIGNING_SECRET: `an-older-secret ${SLACK_SECRETS.signingSecret}`,
        SLACK_API_URL: slack.url,
      },
    });
    return new SlackJourney({ slack, worker, outside });
  }

  async stop(): Promise<void> {
    await this.worker.stop();
    await Promise.all([this.slack.stop(), this.#outside.stop()]);
  }
}

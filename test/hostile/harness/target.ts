/** What is attacked: a Worker with every channel, and an eye on everything that it ever answers. */
import { join } from "node:path";
import { Approval } from "../../../src/contract/approval.ts";
import { Client } from "../../support/client.ts";
import { KEYS, testSettings, TEST_SECRET, WEBHOOK_SIGNING_SECRET } from "../../support/settings.ts";
import { DISCORD_BOT_TOKEN, startDiscordServer } from "../../support/discord-server.ts";
import { DiscordHands } from "../../support/discord-hands.ts";
import { startCountingServer } from "../../support/counting-server.ts";
import { startMailChannelsServer } from "../../support/mailchannels-server.ts";
import { MODEL_KEY, startModelServer } from "../../support/model-server.ts";
import { SLACK_SECRETS } from "../../support/slack/slack-journey.ts";
import { SlackWorkspace } from "../../support/slack/slack-workspace.ts";
import { startSlackServer } from "../../support/slack-server.ts";
import { startTeamsServer } from "../../support/teams-server.ts";
import { startWebhookServer } from "../../support/webhook-server.ts";
import { TestWorker } from "../../support/worker.ts";
import { type RawAnswer, type RawRequest, sendRaw } from "./raw-request.ts";
import { nameOf } from "./check-answer.ts";

/** In no answer, no line of a log, no row and no message, by what they are. */
export const SECRETS: Readonly<Record<string, string>> = {
  "a key of the API": KEYS.main,
  "a key of another workspace": KEYS.other,
  "a value of the environment": TEST_SECRET,
  "the secret that signs webhooks": WEBHOOK_SIGNING_SECRET.slice("whsec_".length),
  "Slack's bot token": SLACK_SECRETS.token,
  "Slack's signing secret": SLACK_SECRETS.signingSecret,
  "Discord's bot token": DISCORD_BOT_TOKEN,
  "the key of the mail provider": "mc-test-key-0123456789",
  "the key of the model": MODEL_KEY,
  "the address of Slack's webhook": "xoxSecretXox",
  "the address of Discord's webhook": "s3cretWebhookToken",
  "the address of Teams' workflow": "s3cretSignature",
  "the address of a webhook": "s3cret-path",
};

type Servers = Awaited<ReturnType<typeof startServers>>;

export class Target {
  readonly worker: TestWorker;
  readonly servers: Servers;
  readonly client: Client;
  readonly neighbour: Client;
  /** What an answer said that none may say. */
  readonly leaks: string[] = [];
  readonly #statuses = new Map<number, number>();

  private constructor(worker: TestWorker, servers: Servers) {
    this.worker = worker;
    this.servers = servers;
    this.client = new Client(worker.url, KEYS.main);
    this.neighbour = new Client(worker.url, KEYS.other);
  }

  static async open(): Promise<Target> {
    const servers = await startServers();
    try {
      const worker = await TestWorker.start({
        vars: varsOf(servers),
        ensembles: join(import.meta.dirname, "ensembles"),
      });
      return new Target(worker, servers);
    } catch (error) {
      await closeServers(servers);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await closeServers(this.servers);
  }

  async send(request: RawRequest): Promise<RawAnswer> {
    const answer = await sendRaw(this.worker.url, request);
    this.#statuses.set(answer.status, (this.#statuses.get(answer.status) ?? 0) + 1);
    const said = `${JSON.stringify(answer.headers)}\n${answer.text}`;
    for (const [what, secret] of Object.entries(SECRETS))
      if (said.includes(secret)) this.leaks.push(`${nameOf(request)} answered with ${what}`);
    return answer;
  }

  /** How many answers had which status. */
  get statuses(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#statuses].toSorted(([a], [b]) => a - b));
  }

  /** Asks without an ensemble; gives the approval as it stands. */
  async ask(body: object): Promise<Approval> {
    const answer = await this.client.send("/api/approvals", { method: "POST", body });
    if (answer.status !== 201) throw new Error(`could not ask: ${answer.status} ${answer.text.slice(0, 500)}`);
    return Approval.parse(answer.body);
  }

  /** The cookie of a session of the pages. */
  async signIn(key: string): Promise<string> {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: this.worker.url };
    const answer = await this.send({ path: "/sign-in", headers, body: new URLSearchParams({ key }).toString() });
    return answer.headers["set-cookie"]?.split(";")[0] ?? "";
  }
}

async function startServers() {
  const slackBot = new SlackWorkspace(SLACK_SECRETS);
  const [calls, hook, slack, mail, discord, teams, model] = await Promise.all([
    startCountingServer(),
    startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET }),
    startSlackServer(),
    startMailChannelsServer(),
    startDiscordServer(),
    startTeamsServer(),
    startModelServer(),
    slackBot.start(),
  ]);
  return { calls, hook, slack, mail, discord, teams, model, slackBot };
}

async function closeServers({ calls, slackBot, ...servers }: Servers): Promise<void> {
  await Promise.all([calls.stop(), slackBot.stop(), ...Object.values(servers).map((server) => server.close())]);
}

function varsOf({ calls, hook, slack, mail, discord, teams, model, slackBot }: Servers): Record<string, string> {
  return {
    ...testSettings({ testServer: calls.url, mailchannels: mail }),
    HOOK_URL: hook.url,
    SLACK_URL: slack.url,
    TEAMS_URL: teams.url,
    DISCORD_URL: discord.url,
    // Nobody listens there, and its path is a secret too.
    DEAD_URL: "http://127.0.0.1:9/s3cret-path",
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_BOT_TOKEN,
    DISCORD_PUBLIC_KEY: new DiscordHands().publicKey,
    SLACK_API_URL: slackBot.url,
    SLACK_BOT_TOKEN: SLACK_SECRETS.token,
    SLACK_SIGNING_SECRET: SLACK_SECRETS.signingSecret,
    AI_BASE_URL: model.url,
    AI_API_KEY: MODEL_KEY,
    AI_MODEL: "test",
  };
}

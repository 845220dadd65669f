/** What is attacked: a Worker with every channel, and an eye on everything that it ever answers. */
import { join } from "node:path";
import { Approval } from "../../../src/contract/approval.ts";
import { type Answer, Client, type Request } from "../../support/client.ts";
import { freePort } from "../../support/free-port.ts";
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
import { ROOT } from "../../support/worker-config.ts";
import { type RawAnswer, type RawRequest, sendRaw } from "./raw-request.ts";
import { asRead } from "./as-read.ts";
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

/** The private half of a key of receipts, as a JSON Web Key has it. */
const PRIVATE_KEY = /"d"\s*:\s*"[\w-]{43}"/;

/** The one site whose pages may call. */
export const FRIEND = "https://friend.example";

/** Another Worker of the account, by which the service bindings are tried; it has one of each kind. */
const BESIDE = {
  config: join(ROOT, "test/support/orders/wrangler.toml"),
  services: '\n[[services]]\nbinding = "BESIDE"\nservice = "orders"\n',
};

type Servers = Awaited<ReturnType<typeof startServers>>;

export class Target {
  readonly worker: TestWorker;
  readonly servers: Servers;
  readonly client: Client;
  readonly neighbour: Client;
  /** What an answer said that none may say. */
  readonly leaks: string[] = [];
  /** Secrets that came about meanwhile. */
  #more: Readonly<Record<string, string>> = {};
  readonly #statuses = new Map<number, number>();

  private constructor(worker: TestWorker, servers: Servers) {
    this.worker = worker;
    this.servers = servers;
    const look = (asked: string, said: string) => this.look(asked, said);
    this.client = new WatchedClient(worker.url, KEYS.main, look);
    this.neighbour = new WatchedClient(worker.url, KEYS.other, look);
  }

  static async open(): Promise<Target> {
    const servers = await startServers();
    try {
      const port = await freePort();
      const worker = await TestWorker.start({
        port,
        vars: { ...varsOf(servers), PUBLIC_URL: `http://127.0.0.1:${port}`, CORS_ORIGINS: FRIEND },
        beside: BESIDE,
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
    this.look(nameOf(request), `${JSON.stringify(answer.headers)}\n${answer.text}`);
    return answer;
  }

  /** Whatever the Worker says is looked at. */
  look(asked: string, answer: string): void {
    const said = asRead(answer);
    for (const [what, secret] of Object.entries({ ...SECRETS, ...this.#more }))
      if (said.includes(secret)) this.leaks.push(`${asked} answered with ${what}`);
    if (PRIVATE_KEY.test(said)) this.leaks.push(`${asked} answered with the private half of a key`);
  }

  /** From now on, no answer says these either. */
  alsoLookFor(secrets: Readonly<Record<string, string>>): void {
    this.#more = { ...this.#more, ...secrets };
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

/** The tests' own requests are looked at as those of the attackers are. */
class WatchedClient extends Client {
  readonly #look: (asked: string, said: string) => void;

  constructor(url: string, key: string, look: (asked: string, said: string) => void) {
    super(url, key);
    this.#look = look;
  }

  override async send(path: string, request: Request = {}): Promise<Answer> {
    const answer = await super.send(path, request);
    this.#look(`${request.method ?? "GET"} ${path}`, `${JSON.stringify([...answer.headers])}\n${answer.text}`);
    return answer;
  }
}

async function startServers() {
  const slackBot = new SlackWorkspace(SLACK_SECRETS);
  const [calls, events, hook, slack, mail, discord, teams, model] = await Promise.all([
    startCountingServer(),
    startWebhookServer(),
    startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET }),
    startSlackServer(),
    startMailChannelsServer(),
    startDiscordServer(),
    startTeamsServer(),
    startModelServer(),
    slackBot.start(),
  ]);
  return { calls, events, hook, slack, mail, discord, teams, model, slackBot };
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

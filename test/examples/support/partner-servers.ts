/**
 * Everything that examples talk to, as local servers that speak the real protocols. What arrives is kept, and told over
 * HTTP, as are the answers that tests plan: servers and tests are in different processes.
 */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { startMailChannelsServer } from "../../support/mailchannels-server.ts";
import { completion, MODEL_KEY, type ModelRequest, refusal, startModelServer } from "../../support/model-server.ts";
import { testSettings, WEBHOOK_SIGNING_SECRET } from "../../support/settings.ts";
import { startSlackServer } from "../../support/slack-server.ts";
import { SLACK_SECRETS } from "../../support/slack/slack-journey.ts";
import { type ShownMessage, SlackWorkspace } from "../../support/slack/slack-workspace.ts";
import {
  type ReceivedRequest,
  type Reply,
  startRecordingServer,
  startWebhookServer,
} from "../../support/webhook-server.ts";
import type { ApiAnswer, Call, Plan } from "./partners.ts";

export interface PartnerServers {
  /** Where tests ask what arrived, and plan answers. */
  readonly url: string;
  /** The settings of a Worker that talks to these and to nobody else. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startPartnerServers(): Promise<PartnerServers> {
  const plans = new Plans();
  const bot = new SlackWorkspace(SLACK_SECRETS);
  bot.addUser("ana@example.com");
  bot.addChannel("approvals");
  await bot.start();
  const [model, mail, slack, webhook, api] = await Promise.all([
    startModelServer(),
    startMailChannelsServer(),
    startSlackServer(),
    startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET }),
    startRecordingServer({ path: "", read: (request) => request, answer: (request) => plans.answerApi(request) }),
  ]);
  model.respondWith((request) => plans.answerModel(request));
  const control = await startControl(plans, () => [
    ...model.requests.map((request) => callOf("model", request, request.problem)),
    ...mail.requests.map((request) => callOf("mail", request, request.errors.join("; "))),
    ...slack.requests.map((request) => callOf("slack", request, request.problems.join("; "))),
    ...bot.messages.map(callOfBot),
    ...webhook.requests.map((request) => callOf("webhook", request, request.verified === true ? "" : "not signed")),
    ...api.requests.map((request) => callOf("api", request, "")),
  ]);
  return {
    url: control.url,
    settings: {
      ...testSettings({ testServer: api.url, mailchannels: { url: mail.url, key: mail.key } }),
      AI_BASE_URL: model.baseUrl,
      AI_API_KEY: MODEL_KEY,
      AI_MODEL: "test-model",
      CMS_URL: `${api.url}/cms`,
      PAYMENTS_URL: `${api.url}/payments`,
      CODE_HOST_URL: `${api.url}/code`,
      CODE_HOST_TOKEN: "code-host-test-token",
      SLACK_WEBHOOK_URL: slack.url,
      SLACK_API_URL: bot.url,
      SLACK_BOT_TOKEN: SLACK_SECRETS.token,
      SLACK_SIGNING_SECRET: SLACK_SECRETS.signingSecret,
      APPROVAL_WEBHOOK_URL: webhook.url,
      ADMIN_EMAIL: "admin@example.com",
      CONTENT_TEAM: "writers@example.com",
      ESCALATION_EMAIL: "boss@example.com",
    },
    stop: async () => {
      await bot.stop();
      await Promise.all([model, mail, slack, webhook, api, control].map((server) => server.close()));
    },
  };
}

/** What is to be answered: of the model by what the prompt is about, of the rest by path. */
class Plans {
  readonly #model = new Map<string, string[]>();
  readonly #api = new Map<string, ApiAnswer[]>();

  add(plan: Plan): void {
    if (plan.to === "model") this.#model.set(plan.about, [...plan.answers]);
    else this.#api.set(plan.path, [...plan.answers]);
  }

  answerModel({ chat, problem, headers }: ModelRequest): Reply {
    if (headers["authorization"] !== `Bearer ${MODEL_KEY}`) return refusal(401, "bad key");
    if (chat === null) return refusal(400, problem ?? "bad request");
    const prompt = chat.messages.at(-1)?.content ?? "";
    const planned = [...this.#model].find(([about]) => prompt.includes(about))?.[1];
    return planned === undefined ? refusal(400, "no answer is planned") : completion(nextOf(planned) ?? "");
  }

  answerApi({ path }: ReceivedRequest): Reply {
    const { status = 200, body = { ok: true } } = nextOf(this.#api.get(path) ?? []) ?? {};
    return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  }
}

/** One after the other; the last stays. */
function nextOf<T>(answers: T[]): T | undefined {
  return answers.length > 1 ? answers.shift() : answers[0];
}

function callOf(to: Call["to"], request: ReceivedRequest, problem: string | null): Call {
  const { method, path, headers, body, at } = request;
  return { to, method, path, headers, body, at, problem: problem === "" ? null : problem };
}

/** A message that the bot posted, as Slack keeps it: `path` is the conversation. */
function callOfBot({ channel, ts, text: shown, blocks }: ShownMessage): Call {
  const body = JSON.stringify({ text: shown, blocks });
  return { to: "bot", method: "POST", path: channel, headers: {}, body, at: Number(ts) * 1_000, problem: null };
}

async function startControl(
  plans: Plans,
  calls: () => readonly Call[],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const about = new URL(request.url ?? "/", "http://local").searchParams.get("about") ?? "";
      if (request.method === "POST") plans.add(JSON.parse(await text(request)) as Plan);
      const found = calls().filter(({ path, body }) => `${path} ${body}`.includes(about));
      response.end(JSON.stringify(found.toSorted((a, b) => a.at - b.at)));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the control server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { Client } from "../support/client.ts";
import { partOf, startMailChannelsServer, type MailChannelsServer } from "../support/mailchannels-server.ts";
import { MODEL_KEY, startModelServer, type ModelServer } from "../support/model-server.ts";
import { KEYS, testSettings, WEBHOOK_SIGNING_SECRET } from "../support/settings.ts";
import { startSlackServer, type SlackRequest } from "../support/slack-server.ts";
import { startWebhookServer, type LocalServer, type WebhookRequest } from "../support/webhook-server.ts";
import { TestWorker } from "../support/worker.ts";

let model: ModelServer;
let mail: MailChannelsServer;
let slack: LocalServer<SlackRequest>;
let hook: LocalServer<WebhookRequest>;
let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  [model, mail, slack, hook] = await Promise.all([
    startModelServer(),
    startMailChannelsServer(),
    startSlackServer(),
    startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET }),
  ]);
  const settings = testSettings({ testServer: hook.url, mailchannels: { url: mail.url, key: mail.key } });
  const ai = { AI_BASE_URL: model.baseUrl, AI_API_KEY: MODEL_KEY, AI_MODEL: "test-model" };
  worker = await TestWorker.start({ vars: { ...settings, ...ai } });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await Promise.all([model.close(), mail.close(), slack.close(), hook.close()]);
});

test("a model is asked until it fits, people are told, and what the model cost stands on its step", async () => {
  model.say("Here you go!", '{"title": "<b>**Cats**</b>", "score": 0.9}');
  const { id } = await client.startRun("every-operation", { topic: "cats", webhookUrl: hook.url, slackUrl: slack.url });
  const run = await client.waitForEnd(id);

  expect(run).toMatchObject({
    status: "completed",
    output: {
      title: "<b>**Cats**</b>",
      messageId: "<0.0@mailchannels.test>",
      hook: [{ channel: "webhook" }],
      chat: [{ channel: "slack" }],
      failure: expect.stringContaining("There is no binding MISSING."),
    },
  });
  const draft = run.steps.find(({ agent }) => agent === "draft");
  expect(draft).toMatchObject({ attempts: 2, usage: { inputTokens: 22, outputTokens: 14 } });
  expect(run.steps.filter(({ usage }) => usage !== undefined)).toEqual([draft]);

  expect(model.requests[0]?.chat).toMatchObject({ model: "test-model", response_format: { type: "json_object" } });
  expect(mail.requests[0]?.mail?.subject).toBe("New: <b>**Cats**</b>");
  const html = partOf(mail.requests[0]?.mail, "text/html");
  expect(html).toContain("<p>Hello <strong>all</strong>,<br>the title is &lt;b&gt;**Cats**&lt;/b&gt;</p>");
  expect(html).toContain('<a href="https://app.example/cats">Read it</a>');
  expect(hook.requests).toMatchObject([{ verified: true, headers: { "webhook-id": `${id}_hook` } }]);
  expect(slack.requests).toMatchObject([{ problems: [], message: { text: "&lt;b&gt;**Cats**&lt;/b&gt;" } }]);
});

test("a model that never fits fails the step with what it said, and what it cost", async () => {
  model.say("I would rather not.");
  const { id } = await client.startRun("every-operation", { topic: "dogs", webhookUrl: hook.url, slackUrl: slack.url });
  const run = await client.waitForEnd(id);
  expect(run).toMatchObject({
    status: "failed",
    error: { agent: "draft", code: "answer-invalid", message: expect.stringContaining("It said: I would rather not.") },
  });
  expect(run.steps[0]).toMatchObject({ attempts: 3, usage: { inputTokens: 33, outputTokens: 21 } });
});

import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { TokenUsage } from "../../src/contract/run.ts";
import type { ModelSettings } from "../../src/operations/think/model-settings.ts";
import { think } from "../../src/operations/think.ts";
import { completion, MODEL_KEY, type ModelServer, refusal, startModelServer } from "../support/model-server.ts";
import type { Reply } from "../support/webhook-server.ts";
import { call, failureOf, request } from "./calling.ts";

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

interface Asked {
  readonly settings?: Partial<ModelSettings>;
  readonly signal?: AbortSignal;
  readonly usage?: TokenUsage[];
}

function ask(config: object, { settings = {}, signal = request.signal, usage = [] }: Asked = {}): Promise<unknown> {
  const models = { baseUrl: server.baseUrl, apiKey: MODEL_KEY, model: "small", workersAi: undefined, ...settings };
  const asked = { ...request, config, signal, recordUsage: (used: TokenUsage) => void usage.push(used) };
  return call(think, asked, { models: () => models });
}

const VERDICT = {
  type: "object",
  properties: { score: { type: "number", minimum: 0, maximum: 1 }, tags: { type: "array", items: { type: "string" } } },
  required: ["score"],
};

describe("think", () => {
  it("sends the prompt alone, and gives the text", async () => {
    const usage: TokenUsage[] = [];
    expect(await ask({ prompt: "Say hello" }, { usage })).toBe("Hello.");
    expect(server.requests[0]?.chat).toEqual({ model: "small", messages: [{ role: "user", content: "Say hello" }] });
    expect(usage).toEqual([{ inputTokens: 11, outputTokens: 7 }]);
  });

  it("sends what the author set", async () => {
    await ask({ prompt: "p", system: "Be brief.", model: "openai-compatible:big:8b", temperature: 0.2, maxTokens: 50 });
    expect(server.requests[0]?.chat).toEqual({
      model: "big:8b",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "p" },
      ],
      temperature: 0.2,
      max_tokens: 50,
    });
  });

  test.each([
    ["llama3:8b", "llama3:8b"],
    ["openai-compatible:@org/model", "@org/model"],
    ["gpt-5-mini", "gpt-5-mini"],
  ])("the model %s is asked for as %s", async (model, asked) => {
    await ask({ prompt: "p", model });
    expect(server.requests[0]?.chat?.model).toBe(asked);
  });

  it("asks local servers, which want no key, without one", async () => {
    const local = await startModelServer({ open: true });
    expect(await ask({ prompt: "p" }, { settings: { baseUrl: local.baseUrl, apiKey: undefined } })).toBe("Hello.");
    expect(local.requests[0]?.headers).not.toHaveProperty("authorization");
    await local.close();
  });

  it("tells of the schema, asks for JSON and gives the checked value", async () => {
    server.say('{"score": 0.4, "tags": ["a"], "more": 1}');
    expect(await ask({ prompt: "p", system: "You judge.", schema: VERDICT })).toEqual({
      score: 0.4,
      tags: ["a"],
      more: 1,
    });
    const { chat } = server.requests[0] ?? {};
    expect(chat?.response_format).toEqual({ type: "json_object" });
    expect(chat?.messages[0]?.content).toMatch(/^You judge\.\n\n.*JSON Schema/s);
    expect(chat?.messages[0]?.content).toContain(JSON.stringify(VERDICT));
  });

  it("does not ask for the mode in which all is an object, where the schema wants something else", async () => {
    server.say("```json\n[1, 2]\n```");
    expect(await ask({ prompt: "p", schema: { type: "array", items: { type: "integer" } } })).toEqual([1, 2]);
    expect(server.requests[0]?.chat).not.toHaveProperty("response_format");
  });

  test.each<[string, string, unknown]>([
    ["an object", '{"a": [1]}', { a: [1] }],
    ["a list in white space", "\n [1, 2]\n", [1, 2]],
    ["a fenced object", '```json\n{"a": 1}\n```', { a: 1 }],
    ["an object in a fence without a language", '```\n{"a": 1}\n```\n', { a: 1 }],
    ["a number", "42", "42"],
    ["a quoted text", '"yes"', '"yes"'],
    ["null", "null", "null"],
    ["an object with words around it", 'Here: {"a": 1}', 'Here: {"a": 1}'],
    ["fenced code", "```ts\nconst a = 1;\n```", "```ts\nconst a = 1;\n```"],
    ["a fence and nothing else", "```", "```"],
    ["nothing", "", ""],
    ["lines", " a\n\nb ", " a\n\nb "],
  ])("without a schema, an answer that is %s", async (_, said, output) => {
    server.say(said);
    expect(await ask({ prompt: "p" })).toEqual(output);
  });

  test.each([
    ["is no JSON", "I think it is 0.4", "is not JSON. It said: I think it is 0.4"],
    [
      "does not fit",
      '{"score": 3}',
      'does not fit the schema (score: Too big: expected number to be <=1). It said: {"score": 3}',
    ],
    ["is a value of another type", "[]", "does not fit the schema"],
    ["is empty", "", "It said: nothing"],
    ["is very long", "x".repeat(5_000), `It said: ${"x".repeat(299)}…`],
  ])("an answer that %s is worth another attempt, and counted", async (_, said, message) => {
    server.say(said);
    const usage: TokenUsage[] = [];
    const failure = await failureOf(ask({ prompt: "p", schema: VERDICT }, { usage }));
    expect(failure).toMatchObject({ code: "answer-invalid", options: { retryable: "yes" } });
    expect(failure.message).toContain(message);
    expect(failure.message.length).toBeLessThan(800);
    expect(usage).toHaveLength(1);
  });

  it("says where an answer was cut", async () => {
    server.reply(completion('{"score": 0.', "length"));
    const failure = await failureOf(ask({ prompt: "p", schema: VERDICT, maxTokens: 5 }));
    expect(failure.message).toContain("ends at maxTokens");
  });

  it("fails where the provider withholds the answer", async () => {
    server.reply(completion("", "content_filter"));
    expect(await failureOf(ask({ prompt: "p" }))).toMatchObject({
      code: "answer-withheld",
      options: { retryable: "no" },
    });
  });

  test.each<[string, Reply, object, string]>([
    [
      "429",
      refusal(429, "slow down", { "retry-after": "7" }),
      { retryable: "yes", retryAfterMs: 7_000 },
      "answered 429: slow down",
    ],
    ["500", 500, { retryable: "yes" }, "answered 500"],
    ["503 in HTML", { status: 503, body: "<html>down</html>" }, { retryable: "yes" }, "answered 503"],
    ["400", refusal(400, "unknown model small"), { retryable: "no" }, "answered 400: unknown model small"],
    [
      "404 of another shape",
      { status: 404, body: '{"error":"model not found"}' },
      { retryable: "no" },
      "404: model not found",
    ],
    [
      "a redirect",
      { status: 307, headers: { location: "https://evil.example/" } },
      { retryable: "no" },
      "answered 307",
    ],
    ["a page instead of an answer", { status: 200, body: "<html>" }, { retryable: "yes" }, "answered 200"],
    [
      "an answer without choices",
      { status: 200, headers: { "content-type": "application/json" }, body: "{}" },
      { retryable: "yes" },
      "",
    ],
    ["a cut connection", "close", { retryable: "yes" }, "could not be asked"],
  ])("takes %s for what it is", async (_, reply, options, message) => {
    server.reply(reply);
    const failure = await failureOf(ask({ prompt: "p" }));
    expect(failure.options).toEqual(options);
    expect(failure.message).toContain(message);
    expect(server.requests).toHaveLength(1);
  });

  it("never repeats the key", async () => {
    const apiKey = "sk-wrong-key-9876543210";
    const failure = await failureOf(ask({ prompt: "p" }, { settings: { apiKey } }));
    expect(failure.message).toMatch(/answered 401: Incorrect API key provided: Bearer …\./);
    expect(failure.message).not.toContain(apiKey);
    expect(failure.options.retryable).toBe("no");
  });

  it("says that no key is set, where one is wanted", async () => {
    const failure = await failureOf(ask({ prompt: "p" }, { settings: { apiKey: undefined } }));
    expect(failure.message).toContain("npx wrangler secret put AI_API_KEY");
  });

  it("is cut off by the signal", async () => {
    server.reply("hang");
    const failure = await failureOf(ask({ prompt: "p" }, { signal: AbortSignal.timeout(150) }));
    expect(failure).toMatchObject({ code: "timeout", options: { retryable: "yes" } });
  });

  test.each<[string, object, Partial<ModelSettings>, string]>([
    ["no model", {}, { model: undefined }, "AI_MODEL under [vars] in wrangler.toml"],
    ["no server", {}, { baseUrl: undefined }, "AI_BASE_URL is not set"],
    ["no Workers AI", { model: "workers-ai:@cf/meta/llama" }, {}, '[ai] with binding = "AI"'],
    ["Workers AI missing as the default", {}, { model: "workers-ai:@cf/meta/llama" }, "workers-ai:@cf/meta/llama"],
  ])("fails for good with %s, and says how to set it", async (_, config, settings, message) => {
    const failure = await failureOf(ask({ prompt: "p", ...config }, { settings }));
    expect(failure).toMatchObject({ code: "setting-invalid", options: { retryable: "no" } });
    expect(failure.message).toContain(message);
  });

  test.each([
    ["no prompt", {}, "prompt"],
    ["a schema that is none", { prompt: "p", schema: { type: "nonsense" } }, "schema: must be a JSON Schema"],
    ["an unknown option", { prompt: "p", max_tokens: 3 }, "max_tokens"],
  ])("refuses %s", async (_, config, message) => {
    const failure = await failureOf(ask(config));
    expect(failure).toMatchObject({ code: "options-invalid", message: expect.stringContaining(message) });
  });

  it("asks Workers AI through its binding", async () => {
    const runs: unknown[][] = [];
    const workersAi = {
      run: async (...args: unknown[]) => {
        runs.push(args);
        return { response: "Hi.", usage: { prompt_tokens: 3, completion_tokens: 4 } };
      },
    } as unknown as Ai;
    const usage: TokenUsage[] = [];
    expect(await ask({ prompt: "p", model: "workers-ai:@cf/meta/llama" }, { settings: { workersAi }, usage })).toBe(
      "Hi.",
    );
    expect(runs[0]?.slice(0, 2)).toEqual(["@cf/meta/llama", { messages: [{ role: "user", content: "p" }] }]);
    expect(usage).toEqual([{ inputTokens: 3, outputTokens: 4 }]);
  });

  test.each([
    ["3040: Capacity temporarily exceeded", "yes"],
    ["5007: No such model @cf/nothing", "no"],
    ["something nobody has seen", "yes"],
  ])("takes %s of Workers AI for what it is", async (message, retryable) => {
    const workersAi = { run: () => Promise.reject(new Error(message)) } as unknown as Ai;
    const failure = await failureOf(ask({ prompt: "p", model: "workers-ai:@cf/x" }, { settings: { workersAi } }));
    expect(failure.options.retryable).toBe(retryable);
    expect(failure.message).toContain(message);
  });
});

/** The AI SDK and the check of schemas as they run in workerd, where no code is made from texts. */
import { expect, test } from "vitest";
import { think } from "../../src/operations/think.ts";
import { call, failureOf, request } from "../operations/calling.ts";

function ask(said: string, status = 200): Promise<unknown> {
  const schema = { type: "object", properties: { score: { type: "number" } }, required: ["score"] };
  return call(
    think,
    { ...request, config: { prompt: "Judge", schema } },
    {
      fetch: async () =>
        Response.json(
          {
            id: "1",
            created: 1,
            model: "m",
            choices: [{ index: 0, message: { role: "assistant", content: said }, finish_reason: "stop" }],
          },
          { status },
        ),
      models: () => ({
        baseUrl: "https://models.example/v1",
        apiKey: "key-0123456789",
        model: "m",
        workersAi: undefined,
      }),
    },
  );
}

test("a model's answer is checked", async () => {
  expect(await ask('{"score": 1}')).toEqual({ score: 1 });
  expect(await failureOf(ask('{"score": "high"}'))).toMatchObject({
    code: "answer-invalid",
    options: { retryable: "yes" },
  });
});

test("a refusal is told", async () => {
  expect(await failureOf(ask("", 403))).toMatchObject({ code: "model-status", options: { retryable: "no" } });
});

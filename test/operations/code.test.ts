/** `operation: code`: an author's script. */
import { expect, test } from "vitest";
import type { ScriptContext } from "../../src/contract/script.ts";
import { StepFailure } from "../../src/operations/step-failure.ts";
import { callCode, failureOf } from "./calling.ts";

test("a script gets input, environment, run, signal and the key of its step, and nothing else", async () => {
  let given: ScriptContext | undefined;
  const signal = AbortSignal.timeout(60_000);
  await callCode((context) => void (given = context), {
    input: { a: 1 },
    variables: { TOKEN: "t", DB: { prepare: 1 } },
    signal,
  });
  expect(given).toEqual({
    input: { a: 1 },
    env: { TOKEN: "t", DB: { prepare: 1 } },
    run: { id: "run_1", ensemble: "orders", startedAt: "2026-11-01T00:00:00.000Z" },
    signal,
    idempotencyKey: expect.stringMatching(/./),
  });
});

test.each([
  ["nothing", null],
  ["a list", [1]],
  ["a text", "x"],
])("input that is %s comes as an empty object", async (_what, input) => {
  expect(await callCode(({ input: got }) => got, { input })).toEqual({});
});

test.each([
  ["a value", () => ({ a: 1 }), { a: 1 }],
  ["a promise", async () => [1], [1]],
  ["nothing", () => undefined, undefined],
  ["a text", () => "x", "x"],
])("the output is %s", async (_what, script, output) => {
  expect(await callCode(script)).toEqual(output);
});

test.each([
  [
    "an error",
    () => {
      throw new Error("out of stock");
    },
    "out of stock",
  ],
  [
    "a text",
    () => {
      throw "out of stock";
    },
    "out of stock",
  ], // oxlint-disable-line no-throw-literal
  ["a rejection", () => Promise.reject(new TypeError("out of stock")), "out of stock"],
])("%s that a script throws is tried again only where the author asks", async (_what, script, message) => {
  expect(await failureOf(callCode(script))).toMatchObject({
    code: "script-failed",
    message,
    options: { retryable: "asked" },
  });
});

test("a failure of our own kind keeps its code and its word on retries", async () => {
  const failure = new StepFailure("later", "come back", { retryable: "yes", retryAfterMs: 5 });
  expect(
    await failureOf(
      callCode(() => {
        throw failure;
      }),
    ),
  ).toBe(failure);
});

test("a script that is not deployed fails for good and is named", async () => {
  const failure = await failureOf(callCode(undefined));
  expect(failure).toMatchObject({ code: "script-unknown", options: { retryable: "no" } });
  expect(failure.message).toContain("scripts/one");
});

test.each([
  {},
  { script: "" },
  { script: "../secrets" },
  { script: "scripts/../x" },
  { script: 5 },
  { script: "scripts/one", more: 1 },
])("options %j are refused for good", async (config) => {
  expect(await failureOf(callCode(() => 1, { config }))).toMatchObject({
    code: "options-invalid",
    options: { retryable: "no" },
  });
});

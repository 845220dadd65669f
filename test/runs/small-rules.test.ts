/** The small pure rules of a run: retries, outputs, secrets, what a restart keeps. */
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/ensembles/plan.ts";
import { hideSecrets } from "../../src/runs/hide-secrets.ts";
import { agentNames, keptAgents } from "../../src/runs/kept-agents.ts";
import { AnotherAttempt, DEFAULT_RETRY, delayOf, internalRules, workRules } from "../../src/runs/step-rules.ts";
import { MAX_OUTPUT_BYTES, toOutput } from "../../src/runs/step-result.ts";
import { planOf } from "./preparing.ts";

describe("delays between attempts", () => {
  test.each([
    ["constant", [100, 100, 100, 100]],
    ["linear", [100, 200, 300, 400]],
    ["exponential", [100, 200, 400, 800]],
  ] as const)("%s", (backoff, delays) => {
    const retry = { attempts: 5, delay: 100, backoff };
    expect([2, 3, 4, 5].map((next) => delayOf(retry, next))).toEqual(delays);
  });

  test("an author who says nothing gets four attempts in some seven seconds", () => {
    const delays = [2, 3, 4].map((next) => delayOf(DEFAULT_RETRY, next));
    expect(DEFAULT_RETRY.attempts).toBe(4);
    expect(delays.reduce((sum, delay) => sum + delay)).toBe(7_000);
  });

  test.each([
    ["what the other side asks for is waited, where it is longer", 5_000, 5_000],
    ["and where it is shorter, the author's delay", 10, 100],
    ["nothing asked", undefined, 100],
    ["a day is the most", 200_000_000, 86_400_000],
  ])("%s", (_what, asked, delay) => {
    const rules = workRules({ attempts: 3, delay: 100, backoff: "constant" }, 1_000);
    expect(rules.delayBefore(2, new AnotherAttempt("busy", asked))).toBe(delay);
  });

  test("the engine may put the error's name before its message", () => {
    const rules = workRules({ attempts: 3, delay: 100, backoff: "constant" }, 1_000);
    expect(rules.delayBefore(2, new Error("AnotherAttempt: retry after 900 ms: busy"))).toBe(900);
  });

  test("what the other side says cannot pass for what it asked", () => {
    const rules = workRules({ attempts: 3, delay: 100, backoff: "constant" }, 1_000);
    expect(
      rules.delayBefore(2, new AnotherAttempt("api.example answered 500: retry after 99999 ms: x", undefined)),
    ).toBe(100);
  });

  test("many attempts never wait for longer than a day, nor become no number", () => {
    const rules = workRules({ attempts: 10_000, delay: 1_000, backoff: "exponential" }, 1_000);
    expect(rules.delayBefore(2_000, new Error("x"))).toBe(86_400_000);
  });

  test("our own objects are asked again for three days, half a minute apart at most", () => {
    const { attempts, delayBefore } = internalRules();
    expect(delayBefore(2, new Error("x"))).toBeLessThanOrEqual(1_000);
    expect(delayBefore(999, new Error("x"))).toBe(30_000);
    expect(attempts * 30_000).toBeGreaterThan(3 * 86_400_000);
    // The engine allows no more.
    expect(attempts).toBeLessThanOrEqual(10_000);
  });

  test("the engine gives up on an attempt only after we have", () => {
    expect(workRules(DEFAULT_RETRY, 1_000).timeoutMs).toBeGreaterThan(1_000);
  });
});

describe("an output", () => {
  test.each<[string, unknown, unknown]>([
    ["nothing", undefined, null],
    ["a function", () => 1, null],
    ["a time", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["no number", Number.NaN, null],
    ["members that are nothing", { a: undefined, b: 1 }, { b: 1 }],
    ["holes", [undefined, 1], [null, 1]],
    ["what says how it is written", { toJSON: () => ({ x: 1 }) }, { x: 1 }],
    ["a map", new Map([["a", 1]]), {}],
    ["a key __proto__", JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
  ])("that is %s is kept as JSON keeps it", (_what, value, kept) => {
    expect(toOutput(value)).toEqual(kept);
  });

  const circle: Record<string, unknown> = {};
  circle["self"] = circle;

  test.each<[string, unknown]>([
    ["a circle", circle],
    ["a big integer", { n: 1n }],
    [
      "what throws when it is written",
      {
        toJSON: () => {
          throw new Error("no");
        },
      },
    ],
  ])("that is %s fails for good", (_what, value) => {
    expect(() => toOutput(value)).toThrow(
      expect.objectContaining({ code: "output-not-json", options: { retryable: "no" } }),
    );
  });

  test.each([
    ["of letters", "x", 1],
    ["of Chinese characters", "界", 3],
    ["of emoji", "😀", 4],
  ])("%s may have just under 1 MiB of UTF-8", (_what, character, bytes) => {
    const most = Math.floor((MAX_OUTPUT_BYTES - 2) / bytes);
    expect(toOutput(character.repeat(most))).toHaveLength(most * character.length);
    expect(() => toOutput(character.repeat(most + 1))).toThrow(expect.objectContaining({ code: "output-too-large" }));
  });
});

describe("environment values in a text that is shown", () => {
  const variables: Record<string, string> = { TOKEN: "s3cret", SHORT: "abc", EMPTY: "", LONGER: "s3cret-and-more" };
  const variable = (name: string): string | undefined => variables[name];

  test.each([
    ["the value s3cret was refused", ["TOKEN"], "the value ${env.TOKEN} was refused"],
    ["s3crets3cret", ["TOKEN"], "${env.TOKEN}${env.TOKEN}"],
    ["nothing of it", ["TOKEN"], "nothing of it"],
    ["s3cret", [], "s3cret"],
    ["s3cret", ["MISSING", "EMPTY"], "s3cret"],
    ["abc of the alphabet", ["SHORT"], "abc of the alphabet"],
    ["key s3cret-and-more", ["LONGER", "TOKEN"], "key ${env.LONGER}"],
    ["key s3cret-and-more", ["TOKEN", "LONGER"], "key ${env.LONGER}"],
  ])("%j with %j reads %j", (text, names, shown) => {
    expect(hideSecrets(text, names, variable)).toBe(shown);
  });

  test("a value that looks like a replacement pattern is no pattern", () => {
    expect(hideSecrets("a $&$1 b", ["X"], () => "$&$1")).toBe("a ${env.X} b");
  });
});

describe("a restart", () => {
  const CODE = "operation: code, config: { script: scripts/x }";
  const plan: Plan = planOf(
    [
      "ensemble: orders",
      "agents:",
      `  - { name: a, ${CODE} }`,
      `  - { name: g, parallel: [{ name: b, ${CODE} }, { name: c, ${CODE} }] }`,
      `  - { name: d, ${CODE} }`,
      `  - { name: e, ${CODE} }`,
    ].join("\n"),
    ["scripts/x"],
  );
  const params = {
    runId: "run_1",
    workspace: "main",
    ensemble: "orders",
    plan,
    input: {},
    requestedBy: "ci",
    actor: "key:ci",
    createdAt: 0,
    origin: "",
  };

  test.each([
    ["a", []],
    ["g", ["a"]],
    ["b", ["a"]],
    ["c", ["a"]],
    ["d", ["a", "g", "b", "c"]],
    ["e", ["a", "g", "b", "c", "d"]],
    ["nobody", []],
  ])("from %s keeps %j", (from, names) => {
    expect([...keptAgents({ ...params, retryOf: "run_0", from })]).toEqual(names);
  });

  test("from the start keeps nothing", () => {
    expect([...keptAgents({ ...params, retryOf: "run_0" })]).toEqual([]);
  });

  test("that is none keeps nothing", () => {
    expect([...keptAgents({ ...params, from: "e" })]).toEqual([]);
  });

  test("may start from any agent, those of groups included", () => {
    expect(plan.agents.flatMap(agentNames)).toEqual(["a", "g", "b", "c", "d", "e"]);
  });
});

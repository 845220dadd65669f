/** What an author can say and see in a test of an ensemble. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startTest, type TestOptions } from "../../src/testkit/start-test.ts";

const RELEASE = join(import.meta.dirname, "fixtures/release.yaml");
const ASK = "{ name: ask, agent: hitl, inputs: { approvers: [ana@example.com] } }";

function release(options: TestOptions = {}) {
  return startTest(RELEASE, {
    input: { version: "1.2" },
    env: { CI_TOKEN: "secret-token" },
    operations: { http: { ok: true }, notify: null },
    ...options,
  });
}

/** A test of the agents that a YAML list in flow style holds. */
function agents(list: string, options: TestOptions = {}) {
  return startTest({ text: `ensemble: sketch\nagents:\n${list}\n` }, options);
}

test("ten lines under node:test, in plain Node", { timeout: 60_000 }, () => {
  const file = join(import.meta.dirname, "fixtures/ten-lines.ts");
  const { NODE_TEST_CONTEXT: _nested, ...env } = process.env;
  expect(execFileSync(process.execPath, ["--test", file], { encoding: "utf8", env })).toContain("pass 1");
});

test("an approval lets the run go on; what ran, what was called and what came out can be seen", async () => {
  const run = await release();
  expect(run.run.status).toBe("suspended");
  expect(run.ran).toEqual(["build"]);
  expect(await run.approval("approve")).toMatchObject({ prompt: "Release 1.2?", data: { ok: true } });

  await run.approve("approve", { as: "BOSS@example.com", feedback: "ok" });

  expect(run.run.status).toBe("completed");
  expect(run.ran).toEqual(["build", "approve", "release", "announce"]);
  expect(run.skipped).toEqual({});
  expect(run.output).toEqual({ status: "approved", comment: "ok" });
  expect(run.calls("http").map(({ method, url, body }) => [method, url, body])).toEqual([
    ["POST", "https://ci.example.com/build/1.2", { token: "secret-token" }],
    ["POST", "https://ci.example.com/release", { by: "boss@example.com" }],
  ]);
  expect(run.calls("notify")[0]).toMatchObject({ agent: "announce", config: { message: "Out: 1.2" } });
  expect(run.messages).toMatchObject([{ channel: "email", to: "boss@example.com" }]);
  expect(run.trail.map(({ type }) => type)).toContain("approval.answered");
});

test("people are told in Slack as its bot would, and the message is changed at the end", async () => {
  const config = "config: { notificationChannel: slack }";
  const run = await agents(`- { name: ask, agent: hitl, inputs: { approvers: [ana@example.com] }, ${config} }`);
  expect(run.messages).toMatchObject([
    {
      channel: "slack",
      to: "ana@example.com",
      url: "https://slack.test/api/chat.postMessage",
      body: { channel: "U0000TEST" },
    },
  ]);
  await run.approve("ask");
  expect(run.messages.slice(1)).toMatchObject([
    { url: "https://slack.test/api/chat.update", body: { channel: "C0000TEST", ts: "1.1" } },
  ]);
});

test("after a rejection the gate stays shut, and the skipped say why", async () => {
  const run = await release();
  await run.reject("approve", { reason: "not today" });
  expect(run.run.status).toBe("rejected");
  expect(run.skipped).toEqual({
    release: "its condition is not met",
    announce: '"approve" did not end in approval, and the condition here does not name it',
  });
  expect(run.step("approve").output).toMatchObject({ status: "rejected", reason: "not today" });
});

test("time passes only when the test says so; at its end the request is over", async () => {
  const run = await release({ startedAt: "2026-05-01T08:00:00Z" });
  await run.pass("47 hours");
  expect(run.open).toHaveLength(1);
  await run.pass("1 hour");
  expect(run.now).toBe("2026-05-03T08:00:00.000Z");
  expect(run.output).toMatchObject({ status: "timeout" });
  await expect(run.approve("approve")).rejects.toMatchObject({ code: "approval-over" });
  await run.pass("60 days");
  await expect(run.approval("approve")).rejects.toMatchObject({ code: "approval-missing" });
});

test.each([
  ["somebody who was not asked", { as: "mallory@example.com" }, "approver-not-allowed"],
  ["answers to a form that is not there", { values: { sum: 1 } }, "values-invalid"],
])("%s is refused, by the rules of the product", async (_what, answer, code) => {
  const run = await release();
  await expect(run.approve("approve", answer)).rejects.toMatchObject({ code });
  expect(run.run.status).toBe("suspended");
});

test("a quorum needs different approvers; one who answered is told so", async () => {
  const ask = "{ name: ask, agent: hitl, inputs: { approvers: [a@x.com, b@x.com, c@x.com], minApprovals: 2 } }";
  const run = await agents(`  - ${ask}`);
  expect(await run.approve("ask", { as: "a@x.com" })).toMatchObject({ status: "pending", remaining: 1 });
  await expect(run.approve("ask", { as: "A@x.com" })).rejects.toMatchObject({ code: "already-answered" });
  await expect(run.approve("ask")).rejects.toMatchObject({ code: "approver-not-allowed" });
  expect(await run.approve("ask", { as: "b@x.com" })).toMatchObject({ status: "approved" });
});

test("a withdrawn request gives cancelled", async () => {
  const run = await agents(`  - ${ASK}`);
  await run.withdraw("ask", "no longer needed");
  expect(run.step("ask").output).toMatchObject({ status: "cancelled" });
});

test("rounds: the feedback is readable when the draft is written again", async () => {
  const run = await agents(
    `  - { name: draft, operation: think, config: { prompt: "Cats. \${ask.output.feedback}" } }
  - { name: ask, agent: hitl, config: { onRejected: { goto: draft, maxRounds: 2 } } }`,
    { operations: { think: (call) => `draft ${call.path}` } },
  );
  await run.reject("ask", { feedback: "shorter" });
  expect(run.calls("think").map(({ config }) => config)).toEqual([{ prompt: "Cats. " }, { prompt: "Cats. shorter" }]);
  await run.approve("ask");
  expect(run.ran).toEqual(["draft", "ask", "draft#2", "ask#2"]);
  expect(run.step("draft").output).toBe("draft draft#2");
});

test("requests side by side never answer each other, and each is named by its agent or path", async () => {
  const run = await agents(`  - name: both
    parallel: [{ name: legal, agent: hitl }, { name: finance, agent: hitl, inputs: { timeout: never } }]
  - { name: each, agent: hitl, foreach: [x, y], concurrency: 2, inputs: { prompt: "\${item}?" } }`);
  await run.approve("finance");
  expect(run.open.map(({ agent }) => agent)).toEqual(["legal"]);
  await run.approve("legal");
  await expect(run.approve("each")).rejects.toThrow("say which: each[0], each[1]");
  await run.reject("each[1]");
  await run.approve("each");
  expect(run.run.status).toBe("rejected");
});

test("failures are retried by the product's rules; the delays pass on the test's clock alone", async () => {
  const attempts: number[] = [];
  const began = performance.now();
  const run = await agents("  - { name: call, operation: http, config: { url: https://x.example.com } }", {
    operations: {
      http: ({ attempt }) => {
        attempts.push(attempt);
        return attempt < 3 ? new Response("busy", { status: 503, headers: { "retry-after": "60" } }) : { done: true };
      },
    },
  });
  expect(attempts).toEqual([1, 2, 3]);
  expect(run.step("call")).toMatchObject({ status: "completed", attempts: 3, output: { done: true } });
  expect(run.now).toBe("2026-01-01T09:02:00.000Z");
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("a delay does not carry time past the end of an open request", async () => {
  const run = await agents(
    `  - name: both
    parallel:
      - { name: ask, agent: hitl, inputs: { timeout: 30 minutes } }
      - { name: call, operation: http, retry: { attempts: 2, delay: 45 minutes }, config: { url: https://x.example.com } }`,
    { operations: { http: ({ attempt }) => (attempt === 1 ? Promise.reject(new Error("down")) : { done: true }) } },
  );
  expect(run.now).toBe("2026-01-01T09:00:00.000Z");
  await run.approve("ask");
  expect(run.now).toBe("2026-01-01T09:45:00.000Z");
  expect(run.step("call").attempts).toBe(2);
});

test("one agent's answer can be given apart from its operation's", async () => {
  const run = await release({ agents: { release: () => new Response("no", { status: 403 }) } });
  await run.approve("approve");
  expect(run.run).toMatchObject({ status: "failed", error: { agent: "release", code: "http-status" } });
});

test("scripts are the project's own, unless replaced", async () => {
  const own = await startTest("ensembles/hello-approval.yaml", { input: { message: "Hi" } });
  expect(own.step("prepare").output).toMatchObject({ greeting: "Hello! Hi" });
  const replaced = await startTest("ensembles/hello-approval.yaml", {
    input: { message: "Hi" },
    scripts: { "scripts/prepare-greeting": ({ input }) => ({ greeting: `Ahoy! ${String(input["message"])}` }) },
  });
  expect(replaced.step("prepare").output).toEqual({ greeting: "Ahoy! Hi" });
});

test("a request that waits without end is looked after, and stays open", async () => {
  const run = await agents("  - { name: ask, agent: hitl, inputs: { timeout: never } }", { replayEveryStep: true });
  await run.pass("100 days");
  expect(run.open).toHaveLength(1);
  await run.approve("ask");
  expect(run.run.status).toBe("completed");
});

test("what is open when the run fails is withdrawn", async () => {
  const run = await agents(
    `  - name: both
    parallel:
      - { name: ask, agent: hitl }
      - { name: call, operation: http, config: { url: https://x.example.com } }`,
    { operations: { http: () => new Response("no", { status: 400 }) } },
  );
  expect(run.run.status).toBe("failed");
  expect(await run.approval("ask")).toMatchObject({ status: "cancelled" });
});

test("values of the environment are nowhere but in the calls", async () => {
  const run = await release();
  await run.approve("approve");
  expect(JSON.stringify([run.run, run.trail, run.messages])).not.toContain("secret-token");
});

test.each([
  ["http", "{ url: https://x.example.com/y }", "called http (GET https://x.example.com/y)"],
  ["think", "{ prompt: Hello }", 'called think ({"prompt":"Hello"})'],
  ["email", "{ to: a@example.com, body: Hello }", "called email"],
  ["data", "{ backend: kv, binding: STORE, operation: get, key: a }", "called data"],
  ["notify", "{ channel: email, to: a@example.com, message: Hello }", "called notify"],
])(
  "%s without a stub: the test says who called what, whatever the author does with errors",
  async (name, config, said) => {
    const started = agents(`  - { name: call, operation: ${name}, onError: continue, config: ${config} }`);
    await expect(started).rejects.toMatchObject({ code: "stub-missing", message: expect.stringContaining(said) });
    await expect(started).rejects.toThrow('The agent "call"');
  },
);

test("options are checked as in the product, before a stub is asked", async () => {
  const run = await agents("  - { name: call, operation: http, config: { url: '${env.URL}' } }", {
    env: { URL: "not-a-url" },
    operations: { http: { never: "asked" } },
  });
  expect(run.run.error).toMatchObject({ code: "options-invalid" });
  expect(run.calls()).toEqual([]);
});

test("an assertion inside a stub fails the test, not the step", async () => {
  const started = release({ operations: { http: ({ url }) => expect(url).toBe("something else") } });
  await expect(started).rejects.toMatchObject({ name: "AssertionError" });
});

test("a document with mistakes is refused with all of them", async () => {
  const started = agents("  - { name: ask, agent: hitl, inputs: { approver: [a] } }\n  - { name: x, operation: htp }");
  await expect(started).rejects.toMatchObject({ code: "ensemble-invalid" });
  await expect(started).rejects.toThrow(/did you mean `approvers`[^]*did you mean `http`/);
});

test.each([
  [
    "an approval nobody asked for",
    "approval-missing",
    (run: Awaited<ReturnType<typeof release>>) => run.approve("aprove"),
  ],
  ["a length of time that is none", "duration-invalid", (run: Awaited<ReturnType<typeof release>>) => run.pass("soon")],
  ["a step that is not there", "step-missing", async (run: Awaited<ReturnType<typeof release>>) => run.step("relase")],
])("%s is told in words", async (_what, code, act) => {
  await expect(act(await release())).rejects.toMatchObject({ code });
});

test("an input that does not fit is refused as at the door", async () => {
  await expect(startTest(RELEASE)).rejects.toMatchObject({ code: "input-invalid" });
});

test("a scripted approver changes the proposal; the run goes on with it, and what does not fit is refused", async () => {
  const run = await agents(
    `  - { name: ask, agent: hitl, inputs: { data: { amount: 120, payee: Ada }, approvers: [ana@example.com] }, config: { editable: true } }
  - { name: pay, condition: "\${ask.output.approved}", operation: notify, config: { channel: email, to: a@example.com, message: "\${ask.output.values.amount} to \${ask.output.values.payee}" } }`,
    { operations: { notify: null } },
  );
  await expect(run.approve("ask", { values: { amount: "much" } })).rejects.toMatchObject({ code: "values-invalid" });
  await run.approve("ask", { values: { amount: 90 } });
  expect(run.calls("notify")[0]).toMatchObject({ config: { message: "90 to Ada" } });
  expect(run.step("ask").output).toMatchObject({ approvals: [{ approver: "ana@example.com", edited: ["amount"] }] });
  expect(run.trail.map(({ type }) => type)).toContain("approval.edited");
});

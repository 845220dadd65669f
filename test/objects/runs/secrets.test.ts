/** Environment values are read inside recorded steps, and are kept and shown by their names. */
import { expect, test } from "vitest";
import { Receiver } from "../support/receiver.ts";
import { outputOf, stepAt, TestRun, walked } from "../support/run.ts";
import { deploy } from "../support/scripts.ts";
import { bindings, setVariables, SOON } from "../support/bindings.ts";

const SECRET = "s3cret-value-0123";

/** Everything that is kept of a run outside its own steps' outputs, as one text. */
async function kept(run: TestRun): Promise<string> {
  const instance = await bindings.RUNS.get(run.id);
  const parts = [
    await run.now(),
    await run.ledger.getRunStart(run.id),
    await run.ledger.listAudit({ limit: 100 }),
    await instance.status(),
  ];
  return JSON.stringify(parts);
}

function ensemble(...lines: readonly string[]): string {
  return ["ensemble: secrets", "agents:", ...lines].join("\n");
}

test("a call gets the value; record, input and error have the name", async () => {
  setVariables({ CALL_TOKEN: SECRET });
  const receiver = await Receiver.start({ status: 400, body: { said: `Bearer ${SECRET} is expired` } });
  const run = await TestRun.start(
    ensemble(
      "  - name: call",
      "    operation: http",
      "    onError: continue",
      `    config: { url: "${receiver.url}", headers: { authorization: "Bearer \${env.CALL_TOKEN}" } }`,
      "    input: { token: $env.CALL_TOKEN }",
      "output: { input: ${call.input.token}, error: ${call.error.message} }",
    ),
  );
  const over = await run.over();
  expect((await receiver.requests())[0]?.headers["authorization"]).toBe(`Bearer ${SECRET}`);
  expect(over.output).toEqual({
    input: "${env.CALL_TOKEN}",
    error: expect.stringContaining("Bearer ${env.CALL_TOKEN} is expired"),
  });
  expect(await kept(run)).not.toContain(SECRET);
});

test("an answer that is cut leaves no piece of a value", async () => {
  setVariables({ CUT_TOKEN: SECRET });
  const receiver = await Receiver.start({ status: 400, body: `${"x".repeat(290)}${SECRET}` });
  const run = await TestRun.start(
    ensemble(`  - { name: call, operation: http, config: { url: "${receiver.url}", headers: { a: $env.CUT_TOKEN } } }`),
  );
  expect((await run.over()).error?.message).not.toContain("s3cret");
});

test("a script gets the value in its input; what it throws shows the name", async () => {
  setVariables({ SCRIPT_TOKEN: SECRET });
  const picky = deploy(({ input }) => {
    throw new Error(`cannot use ${String(input["token"])}`);
  });
  const run = await TestRun.start(
    ensemble(
      `  - { name: work, operation: code, config: { script: ${picky.name} }, input: { token: $env.SCRIPT_TOKEN } }`,
    ),
  );
  const over = await run.over();
  expect(picky.inputs).toEqual([{ token: SECRET }]);
  expect(over.error?.message).toBe("cannot use ${env.SCRIPT_TOKEN}");
  expect(await kept(run)).not.toContain(SECRET);
});

test("a password in an address is in no error", async () => {
  setVariables({ ADDRESS_PASSWORD: "s3cret/with strange+characters" });
  const run = await TestRun.start(
    ensemble(
      "  - { name: call, operation: http, retry: { attempts: 1 }, config: { url: \"http://user:${env.ADDRESS_PASSWORD.replaceAll('/', '%2F').replaceAll(' ', '%20')}@127.0.0.1:1/x\" } }",
    ),
  );
  const over = await run.over();
  expect(over.status).toBe("failed");
  expect(await kept(run)).not.toMatch(/s3cret|strange/);
});

test("a condition that needs a value is recorded: a later change of the variable changes nothing", async () => {
  setVariables({ SWITCH: "on" });
  const echo = deploy();
  const run = await TestRun.start(
    ensemble(
      `  - { name: gated, operation: code, config: { script: ${echo.name} }, condition: "\${env.SWITCH == 'on'}" }`,
      "  - { name: approve, agent: hitl }",
      `  - { name: later, operation: code, config: { script: ${echo.name} }, condition: "\${env.SWITCH == 'on'}" }`,
    ),
  );
  await run.suspended();
  setVariables({ SWITCH: "off" });
  await run.decide("approve", true);
  expect(walked(await run.over())).toEqual(["gated completed", "approve completed", "later skipped"]);
  expect(echo.inputs).toHaveLength(1);
});

test("in an approval, data and prompt show names; approvers are addresses and show as they are", async () => {
  setVariables({ BOSS: "boss@x.example", DATA_TOKEN: SECRET });
  const run = await TestRun.start(
    ensemble(
      "  - name: approve",
      "    agent: hitl",
      "    inputs:",
      '      prompt: "Use ${env.DATA_TOKEN}?"',
      "      data: { token: $env.DATA_TOKEN }",
      "      metadata: { list: [\"${'Bearer ' + env.DATA_TOKEN}\"] }",
      "      approvers: [$env.BOSS]",
      "output: { approvers: ${approve.input.approvers}, data: ${approve.input.data} }",
    ),
  );
  await run.suspended();
  expect(await run.approval().read()).toMatchObject({
    prompt: "Use ${env.DATA_TOKEN}?",
    data: { token: "${env.DATA_TOKEN}" },
    metadata: { list: ["Bearer ${env.DATA_TOKEN}"] },
    approvers: ["boss@x.example"],
  });
  await run.approval().decide(true, "boss@x.example");
  expect((await run.over()).output).toEqual({ approvers: ["boss@x.example"], data: { token: "${env.DATA_TOKEN}" } });
  expect(await run.approval().everything()).not.toContain(SECRET);
  await expect.poll(() => run.approval().told(), SOON).toContain("approval.decided");
  expect(await kept(run)).not.toContain(SECRET);
});

test("the run's own output shows names", async () => {
  setVariables({ OUTPUT_TOKEN: SECRET });
  const run = await TestRun.start(
    ensemble(
      `  - { name: one, operation: code, config: { script: ${deploy().name} } }`,
      'output: "${env.OUTPUT_TOKEN}!"',
    ),
  );
  expect((await run.over()).output).toBe("${env.OUTPUT_TOKEN}!");
});

test("a variable that is missing fails the step, and is named with the agent", async () => {
  const never = deploy();
  const run = await TestRun.start(
    ensemble(
      `  - { name: first, operation: code, config: { script: ${never.name} }, onError: continue, input: { x: $env.NOT_SET_HERE } }`,
      "  - { name: approve, agent: hitl, onError: continue, inputs: { approvers: [$env.NOT_SET_HERE] } }",
      "  - { name: call, operation: http, condition: '${approve.error}', config: { url: $env.NOT_SET_HERE } }",
    ),
  );
  const over = await run.over();
  const error = { code: "env-missing", message: expect.stringContaining("NOT_SET_HERE") };
  expect(stepAt(over, "first")).toMatchObject({ status: "failed", error });
  expect(stepAt(over, "approve")).toMatchObject({ status: "failed", error });
  expect(over).toMatchObject({ status: "failed", error: { ...error, agent: "call" } });
  expect(never.inputs).toEqual([]);
  expect(outputOf(over, "approve")).toBeNull();
});

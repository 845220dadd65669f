/** What steps were given, worked out from the run's records. */
import { expect, test } from "vitest";
import type { Step } from "../../src/contract/run.ts";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { stepInputs } from "../../src/runs/step-inputs.ts";
import type { Json } from "../../src/kernel/json.ts";

const CREATED = Date.parse("2026-11-22T12:00:00Z");

function inputs(agents: string, steps: readonly Partial<Step>[], input = {}): Readonly<Record<string, Json>> {
  const text = `ensemble: sketch\nagents:\n${agents}\n`;
  const { plan, diagnostics } = compileEnsemble({ file: "sketch.yaml", text, scripts: ["scripts/x"] });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  const params = {
    runId: "run_1",
    workspace: "main",
    ensemble: "sketch",
    requestedBy: "ci",
    actor: "key:ci",
    createdAt: CREATED,
    origin: "http://x",
    plan,
    input,
  };
  const told = steps.map((parts): Step => ({
    agent: parts.path?.replace(/[#[].*$/, "") ?? "",
    path: "",
    round: 1,
    operation: "code",
    status: "completed",
    startedAt: "2026-11-22T12:00:01.000Z",
    finishedAt: "2026-11-22T12:00:02.000Z",
    attempts: 1,
    ...parts,
  }));
  return Object.fromEntries(stepInputs(params, { steps: told }));
}

const CODE = "operation: code, config: { script: scripts/x }";

test("it is what the expressions come to over what was recorded before", () => {
  const agents = `  - { name: a, ${CODE}, input: { n: "\${input.n}", at: "\${now()}" } }
  - { name: b, ${CODE}, input: { sum: "\${a.output.n + 1}", at: "\${now()}" } }`;
  expect(inputs(agents, [{ path: "a", output: { n: 7 } }, { path: "b" }], { n: 7 })).toEqual({
    a: { n: 7, at: "2026-11-22T12:00:00.000Z" },
    b: { sum: 8, at: "2026-11-22T12:00:02.000Z" },
  });
});

test("each round and each element has its own", () => {
  const agents = `  - { name: draft, ${CODE}, input: { after: "\${ask.output.feedback ?? 'none'}" } }
  - { name: ask, agent: hitl, config: { onRejected: { goto: draft, maxRounds: 3 } } }
  - { name: send, foreach: "\${input.list}", ${CODE}, input: { to: "\${item}", n: "\${index}" } }`;
  const steps = [
    { path: "draft" },
    { path: "ask", operation: "hitl", output: { status: "rejected", feedback: "more" } },
    { path: "draft#2", round: 2 },
    { path: "send" },
    { path: "send[0]" },
    { path: "send[1]" },
  ];
  expect(inputs(agents, steps, { list: ["x", "y"] })).toEqual({
    draft: { after: "none" },
    "draft#2": { after: "more" },
    "send[0]": { to: "x", n: 0 },
    "send[1]": { to: "y", n: 1 },
  });
});

test("nothing secret is in it: variables by name, addresses by host, no headers and no webhooks", () => {
  const agents = `  - name: call
    operation: http
    config:
      url: https://user:hush@x.example.com/hush?key=hush
      headers: { authorization: "Bearer hush \${env.TOKEN}" }
      body: { token: "\${env.TOKEN}" }
  - name: tell
    operation: notify
    config: { channel: slack, webhookUrl: "https://hooks.example.com/hush", message: Done }`;
  const shown = inputs(agents, [
    { path: "call", operation: "http" },
    { path: "tell", operation: "notify" },
  ]);
  expect(shown).toEqual({
    call: { url: "https://x.example.com/…", body: { token: "${env.TOKEN}" } },
    tell: { channel: "slack", message: "Done" },
  });
});

test.each([
  ["a step that kept its result", { path: "a", attempts: 0 }],
  ["a step that the plan does not know", { path: "other" }],
])("of %s there is none", (_what, step) => {
  expect(inputs(`  - { name: a, ${CODE}, input: { n: 1 } }`, [step])).toEqual({});
});

test("what cannot be worked out is left out, and what is too much is not tried", () => {
  const loop = `  - { name: a, foreach: "\${input.list}", ${CODE}, input: { to: "\${item}" } }`;
  expect(inputs(loop, [{ path: "a[0]" }], { list: "no list" })).toEqual({});
  const simple = `  - { name: a, ${CODE}, input: { n: 1 } }`;
  expect(inputs(simple, [{ path: "a", output: "x".repeat(1_000_001) }])).toEqual({});
});

/** What documents become: plans, compared where it matters. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Expression } from "../../src/expressions/compiled.ts";
import { printExpression } from "../../src/expressions/print-expression.ts";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { describePlan } from "../../src/ensembles/describe-plan.ts";
import type { HitlAgent, Plan } from "../../src/ensembles/plan.ts";
import { processorTime } from "../support/processor-time.ts";

const scripts = ["scripts/publish"];

function planOf(text: string, file = "sample.yaml"): Plan {
  const { plan, diagnostics } = compileEnsemble({ file, text, scripts });
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error("no plan");
  return plan;
}

function hitlOf(body: string): HitlAgent {
  const agent = planOf(
    `agents:\n  - name: before\n    operation: code\n    config: { script: scripts/publish }\n  - name: ask\n    agent: hitl\n${body}`,
  ).agents[1];
  if (agent?.kind !== "hitl") throw new Error("no hitl agent");
  return agent;
}

const everything = readFileSync(join(import.meta.dirname, "accepted/everything-else.yaml"), "utf8");

test("a document without a name is called after its file", () => {
  expect(planOf("agents: [{ name: ask, agent: hitl }]", "ensembles/deep/my-flow.v2.yaml").ensemble).toBe("my-flow.v2");
  expect(planOf("name: x\nensemble: x\nagents: [{ name: ask, agent: hitl }]").ensemble).toBe("x");
});

test("equal meanings have equal hashes, whatever the spelling; different ones differ", () => {
  const one = planOf("ensemble: a\nagents: [{ name: ask, agent: hitl, inputs: { prompt: Hello, timeout: 60 } }]");
  const same = planOf(
    "# comment\nname: a\nagents:\n  - agent: hitl\n    name: ask\n    config: { timeout: 60000 }\n    input: { prompt: 'Hello' }\n",
  );
  const other = planOf("ensemble: a\nagents: [{ name: ask, agent: hitl, inputs: { prompt: Hello!, timeout: 60 } }]");
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(same.hash).toBe(one.hash);
  expect(other.hash).not.toBe(one.hash);
});

test("a plan survives being written and read as JSON", () => {
  const plan = planOf(everything);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test.each([
  ["nothing", "", { kind: "fixed", ms: 86_400_000 }],
  ["seconds in inputs", "    inputs: { timeout: 3600 }", { kind: "fixed", ms: 3_600_000 }],
  ["milliseconds in config", "    config: { timeout: 3600000 }", { kind: "fixed", ms: 3_600_000 }],
  ["words in inputs", "    inputs: { timeout: 7 days }", { kind: "fixed", ms: 604_800_000 }],
  ["words in config", "    config: { timeout: 24h }", { kind: "fixed", ms: 86_400_000 }],
  [
    "both, saying the same",
    "    config: { timeout: 60000 }\n    inputs: { timeout: 1m }",
    { kind: "fixed", ms: 60_000 },
  ],
  ["never", "    inputs: { timeout: never }", { kind: "never" }],
  ["an expression in inputs", "    inputs: { timeout: '${input.t}' }", { kind: "value", unit: "s" }],
  ["an expression in config", "    config: { timeout: '${input.t}' }", { kind: "value", unit: "ms" }],
])("the time to answer: %s", (_what, body, timeout) => {
  expect(hitlOf(body).timeout).toMatchObject(timeout);
});

test.each([
  [
    "as written where nothing speaks against it",
    "{ prompt: a, data: 1, approvers: [x] }",
    ["prompt", "data", "approvers"],
  ],
  [
    "after what it reads",
    "{ minApprovals: '${approvers.length}', approvers: '${input.a}' }",
    ["approvers", "minApprovals"],
  ],
  [
    "after what those read",
    "{ prompt: '${metadata.n}', metadata: { n: '${minApprovals}' }, minApprovals: '${approvers.length}', approvers: '${input.a}' }",
    ["approvers", "minApprovals", "metadata", "prompt"],
  ],
  ["the older spelling under its present name", "{ approvalData: 1 }", ["data"]],
])("inputs come in an order in which they can be evaluated: %s", (_what, inputs, order) => {
  expect(hitlOf(`    inputs: ${inputs}`).inputs.map(([name]) => name)).toEqual(order);
});

test("what reads `timeout` gets its expression, since it is not evaluated with the inputs", () => {
  const { inputs, timeout } = hitlOf(
    "    inputs: { metadata: { s: '${timeout * 2}' }, timeout: '${approvers.length * 60}', approvers: '${input.a}' }",
  );
  expect(inputs.map(([name]) => name)).toEqual(["approvers", "metadata"]);
  expect(printed(inputs[1]?.[1])).toEqual(["approvers.length * 60 * 2"]);
  expect(timeout).toMatchObject({ kind: "value", unit: "s" });
  expect(printed(hitlOf("    inputs: { prompt: 'In ${timeout} s', timeout: 60 }").inputs[0]?.[1])).toEqual(["60"]);
});

test("an earlier agent's name wins over an input of the same name; a later agent's does not", () => {
  const agents = (first: string, last: string) => `agents:
  - { name: ${first}, operation: code, config: { script: scripts/publish } }
  - { name: ask, agent: hitl, inputs: { data: 1, prompt: "\${data.output}" } }
  - { name: ${last}, operation: code, config: { script: scripts/publish } }`;
  const inputsOf = (plan: Plan) => (plan.agents[1]?.kind === "hitl" ? plan.agents[1].inputs.map(([name]) => name) : []);
  expect(inputsOf(planOf(agents("data", "other")))).toEqual(["data", "prompt"]);
  expect(inputsOf(planOf(agents("other", "data")))).toEqual(["data", "prompt"]);
  const wins = agents("data", "other").replace("data: 1, prompt", "prompt");
  expect(inputsOf(planOf(wins))).toEqual(["prompt"]);
});

test.each([
  ["${before.output.ok}", "before.output.ok", ["before"], false],
  ["${env.ON == 'yes' && input.go}", 'env.ON == "yes" && input.go', [], true],
  ["$env.ON", "env.ON", [], true],
  ["false", "false", [], false],
])("a condition %s is kept with the agents it names", (condition, text, names, readsEnv) => {
  const agent = hitlOf(`    condition: ${condition}`);
  expect(agent.condition).toMatchObject({ names, readsEnv });
  expect(agent.condition === undefined ? "" : printExpression(agent.condition.expression)).toBe(text);
});

test("a condition that is true is no condition", () => {
  expect(hitlOf("    condition: true").condition).toBeUndefined();
});

test.each([
  [
    "one channel, flat",
    "notificationChannel: slack, notificationConfig: { webhookUrl: https://a.example.com, baseUrl: https://b.example.com }",
    ["slack"],
    ["slack"],
    true,
  ],
  [
    "several, one object each",
    "notificationChannel: [slack, email], notificationConfig: { slack: { webhookUrl: https://a.example.com }, email: { to: a@example.com, baseUrl: https://b.example.com } }",
    ["slack", "email"],
    ["slack", "email"],
    false,
  ],
  [
    "several, flat and shared",
    "notificationChannel: [slack, webhook], notificationConfig: { webhookUrl: https://a.example.com }",
    ["slack", "webhook"],
    ["slack", "webhook"],
    false,
  ],
  [
    "none named, for the e-mail to approvers",
    "notificationConfig: { subject: Please, baseUrl: https://b.example.com }",
    [],
    ["email"],
    true,
  ],
  ["nothing", "gate: false", [], [], false],
])("notification: %s", (_what, config, channels, told, hasBase) => {
  const agent = hitlOf(`    config: { ${config} }`);
  expect(agent.channels).toEqual(channels);
  expect(Object.keys(agent.notification)).toEqual(told);
  expect(agent.baseUrl !== undefined).toBe(hasBase);
});

test("values without expressions are constants, so that plans stay small", () => {
  const { agents } = planOf(
    "agents: [{ name: a, operation: code, config: { script: scripts/publish }, input: { x: [1, { y: '$${z}' }], n: null } }]",
  );
  expect(agents[0]).toMatchObject({ input: { k: "const", v: { x: [1, { y: "${z}" }], n: null } } });
});

test("an ensemble is described with its fields and agents, conditions printed", () => {
  const description = describePlan(planOf(everything));
  expect(description).toMatchObject({
    name: "everything-else",
    description: "What the page does not show",
    input: {
      people: { type: "array", default: [] },
      topic: { type: "string" },
      size: { type: "integer", required: true },
    },
  });
  expect(description.agents.map(({ name, operation }) => `${name}: ${operation}`)).toEqual([
    "draft: http",
    "sides: parallel",
    "approve: hitl",
    "tell: code",
    "never: code",
    "always: code",
  ]);
  expect(description.agents[1]).toMatchObject({
    condition: 'draft.status == "completed" && env.REVIEWS != "off"',
    agents: [{ name: "legal" }, { name: "finance" }],
  });
});

test("a foreach runs one after another unless told otherwise", () => {
  const { agents } = planOf(
    "agents: [{ name: a, foreach: '${input.l}', operation: code, config: { script: scripts/publish } }]",
  );
  expect(agents[0]).toMatchObject({ foreach: { concurrency: 1 } });
});

const lines = everything.split("\n");
const mutation = fc.tuple(
  fc.nat({ max: lines.length - 1 }),
  fc.constantFrom<(line: string) => string>(
    () => "",
    (line) => ` ${line}`,
    (line) => line.replace(/[a-z]/, ""),
    (line) => line.replace(/\$\{/, ""),
    (line) => line.replace(/\}/, ""),
    (line) => line.replace(/: .*/, ": [1, {}]"),
    (line) => line.replace(/: .*/, ": ${x}"),
    (line) => line.replace(/: .*/, ":"),
    (line) => `${line}\n${line}`,
    (line) => line.replace(/\w+$/, "null"),
    (line) => line.replace(/(\w+)\.output/, "$1"),
  ),
);

test("however a document is damaged, there is a plan or an error with a place, and nothing is thrown", () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
      const damaged = [...lines];
      for (const [index, change] of mutations) damaged[index] = change(damaged[index] ?? "");
      const { plan, diagnostics } = compileEnsemble({ file: "x.yaml", text: damaged.join("\n"), scripts });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      expect(plan === null).toBe(errors.length > 0);
      for (const { line, message } of diagnostics) {
        expect(line).toBeLessThanOrEqual(damaged.join("\n").split("\n").length);
        expect(message).toMatch(/[.?)]$/);
      }
    }),
    { numRuns: 500 },
  );
});

test("two hundred ensembles of twenty agents compile in under two seconds", () => {
  const agents = Array.from(
    { length: 20 },
    (_, index) => `  - name: step-${index}
    condition: \${${index === 0 ? "input.go" : `step-${index - 1}.output.ok`} && env.MODE != 'off'}
    operation: http
    config: { url: https://api.example.com/\${run.id}, body: { n: \${${index}}, before: \${${index === 0 ? "input" : `step-${index - 1}.output`}}, text: "Hello \${input.name}" } }`,
  );
  const text = `agents:\n${agents.join("\n")}\n`;
  const took = processorTime(() => {
    for (let index = 0; index < 200; index += 1) compileEnsemble({ file: `e${index}.yaml`, text, scripts });
  });
  expect(took).toBeLessThan(2_000);
  expect(planOf(text).agents).toHaveLength(20);
});

function printed(value: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === "e") found.push(printExpression(inner as Expression));
    if (key === "p" && Array.isArray(inner)) {
      for (const part of inner as (string | Expression)[])
        if (typeof part !== "string") found.push(printExpression(part));
    }
    return inner;
  });
  return found;
}

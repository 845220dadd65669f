/** What a run will do next: told from the plan, and what the walk then does. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORESEEN_ENDS, type ForeseenCourse, type ForeseenEnd } from "../../src/contract/foreseen.ts";
import type { HitlAgent, PlanAgent } from "../../src/ensembles/plan.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { foresee } from "../../src/runs/foresight/foresee.ts";
import { Frame } from "../../src/runs/scope.ts";
import { loadPlan } from "../../src/testkit/load-plan.ts";
import { startTest } from "../../src/testkit/start-test.ts";
import { describeForeseen } from "./describe-foreseen.ts";

const SCRIPTS = { "scripts/any": () => ({ ok: true, n: 2, list: [1, 2] }) };

interface Met {
  readonly input?: JsonObject;
  readonly round?: number;
  readonly names?: JsonObject;
}

/** What is foreseen at the agent `approve` of an ensemble with these agents. */
async function foreseen(agents: string, { input = {}, round = 1, names = {} }: Met = {}) {
  const { plan } = await loadPlan({ text: `ensemble: small\nagents:\n${agents}` }, SCRIPTS);
  const agent = plan.agents.flatMap(within).find(({ name }) => name === "approve") as HitlAgent;
  const first = { status: "completed", input: {}, output: { ok: true, n: 2, list: [1, 2] } };
  const frame = new Frame({ names: { input, run: {}, first, ...names }, clock: 0 });
  return foresee({ plan, agent, frame, round, timeoutMs: agent.timeout.kind === "never" ? null : 1_000 });
}

function within(agent: PlanAgent): readonly PlanAgent[] {
  return agent.kind === "parallel" ? agent.agents.flatMap(within) : [agent];
}

const FIRST = "  - { name: first, operation: code, config: { script: scripts/any } }\n";
const ASK = "  - { name: approve, agent: hitl, inputs: { prompt: Go? } }\n";

describe("the rules of the walk", () => {
  test("what names no approval runs only once it is approved; what names it, when its condition says so", async () => {
    const after = await foreseen(`${ASK}
  - { name: publish, operation: http, config: { url: "https://cms.example.com/posts", method: POST, body: {} } }
  - { name: tell, condition: '\${approve.output.rejected}', operation: email, config: { to: team@example.com, body: No. } }
  - { name: escalate, condition: '\${approve.output.timedOut}', operation: notify, config: { channel: slack, message: Late, webhookUrl: https://hooks.slack.com/x } }`);
    expect(describeForeseen(after)).toEqual({
      approved: ["publish: http POST cms.example.com"],
      rejected: ["tell: email team@example.com"],
      timeout: ["escalate: notify slack"],
    });
  });

  test("a gate that is switched off stops nothing", async () => {
    const after = await foreseen(`  - { name: approve, agent: hitl, config: { gate: false }, inputs: { prompt: Go? } }
  - { name: publish, operation: code, config: { script: scripts/any } }`);
    expect(describeForeseen(after).rejected).toEqual(["publish: code scripts/any"]);
  });

  test("a rejection that asks for another round goes back, until there are no rounds left", async () => {
    const agents = `${FIRST}  - { name: approve, agent: hitl, inputs: { prompt: Go? }, config: { onRejected: { goto: first, maxRounds: 2 } } }
  - { name: publish, operation: code, config: { script: scripts/any } }`;
    expect((await foreseen(agents))?.rejected).toEqual({ back: "first", steps: [], more: 0 });
    expect((await foreseen(agents, { round: 2 }))?.rejected).toEqual({ steps: [], more: 0 });
  });

  test("what an earlier round came to is not taken for what the next will come to", async () => {
    const after = await foreseen(
      `${ASK}
  - { name: check, operation: code, config: { script: scripts/any } }
  - { name: publish, condition: '\${check.output.ok}', operation: code, config: { script: scripts/any } }`,
      {
        names: { check: { status: "completed", output: { ok: false } } },
      },
    );
    expect(describeForeseen(after).approved).toEqual(["check: code scripts/any", "publish?: code scripts/any"]);
  });

  test("what comes after another approval is left open; the members of a group are told one by one", async () => {
    const after = await foreseen(
      `${ASK}
  - name: both
    parallel:
      - { name: one, operation: code, config: { script: scripts/any } }
      - { name: two, condition: '\${input.two}', operation: think, config: { prompt: Hi } }
  - { name: second, agent: hitl, inputs: { prompt: Sure? } }
  - { name: pay, operation: code, config: { script: scripts/any } }`,
      { input: { two: true } },
    );
    expect(describeForeseen(after).approved).toEqual([
      "one: code scripts/any",
      "two: think",
      "second: hitl",
      "pay?: code scripts/any",
    ]);
    expect(describeForeseen(after).rejected).toEqual([]);
  });

  test("of several asked side by side, one approval alone promises nothing", async () => {
    const after = await foreseen(`  - name: everybody
    parallel:
      - { name: approve, agent: hitl, inputs: { prompt: Go? } }
      - { name: legal, agent: hitl, inputs: { prompt: Go? } }
  - { name: pay, operation: code, config: { script: scripts/any } }`);
    expect(describeForeseen(after)).toMatchObject({ approved: ["pay?: code scripts/any"], rejected: [] });
  });

  test("a loop over nothing does nothing; one over what is not known yet may", async () => {
    const after = await foreseen(
      `${FIRST}${ASK}
  - { name: none, foreach: '\${input.none}', operation: code, config: { script: scripts/any } }
  - { name: some, foreach: '\${first.output.list}', operation: code, config: { script: scripts/any } }
  - { name: later, foreach: '\${some.output}', operation: code, config: { script: scripts/any } }`,
      { input: { none: [] } },
    );
    expect(describeForeseen(after).approved).toEqual(["some: code scripts/any", "later?: code scripts/any"]);
  });

  test("a request that waits without end has no end by time", async () => {
    const after = await foreseen("  - { name: approve, agent: hitl, inputs: { prompt: Go?, timeout: never } }\n");
    expect(Object.keys(after ?? {})).toEqual(["approved", "rejected"]);
  });

  test("a long way is cut, and what is left out is counted", async () => {
    const many = Array.from(
      { length: 11 },
      (_, n) => `  - { name: s${n}, operation: code, config: { script: scripts/any } }`,
    );
    const course = (await foreseen(ASK + many.join("\n")))?.approved;
    expect([course?.steps.length, course?.more]).toEqual([8, 3]);
  });
});

describe("what an agent does outside", () => {
  const cases: readonly (readonly [config: string, shown: string])[] = [
    ['{ url: "https://user:secret@cms.example.com:8443/x?token=abc" }', "http GET cms.example.com:8443"],
    ['{ url: "https://cms.example.com/${second.output.id}", body: {} }', "http POST cms.example.com"],
    ['{ url: "https://cms.example.com${second.output.id}" }', "http GET ?"],
    ['{ url: "https://${env.HOST}/x" }', "http GET ?"],
    ['{ url: "https://cms.example.com/${env.TOKEN}" }', "http GET cms.example.com"],
    ['{ url: "https://${env.USER}@cms.example.com/x" }', "http GET ?"],
    ['{ url: "https://${input.host}/x", method: "${input.method}" }', "http PUT shop.example.com"],
    ['{ url: "${input.url}", body: "${second.output}" }', "http ? shop.example.com"],
  ];

  test.each(cases)("%s: %s", async (config, shown) => {
    const after = await foreseen(
      `${ASK}  - { name: second, operation: code, config: { script: scripts/any } }\n  - name: call\n    operation: http\n    config: ${config}\n`,
      { input: { host: "shop.example.com", method: "PUT", url: "https://shop.example.com" } },
    );
    expect(describeForeseen(after).approved[1]).toBe(`call: ${shown}`);
  });

  test("people are named as far as they are known, but for those whom the environment names", async () => {
    const after = await foreseen(
      `${ASK}  - { name: a, operation: email, config: { to: ["\${input.who}", b@example.com, "\${env.BOSS}"], body: Hi } }
  - { name: b, operation: email, config: { to: "\${input.all}", body: Hi } }`,
      { input: { who: "a@example.com", all: ["1@x.org", "2@x.org", "3@x.org", "4@x.org"] } },
    );
    expect(describeForeseen(after).approved).toEqual([
      "a: email a@example.com, b@example.com",
      "b: email 1@x.org, 2@x.org, 3@x.org",
    ]);
    expect(JSON.stringify(after)).not.toContain("BOSS");
  });
});

const CONDITIONS = [
  null,
  "approve.output.approved",
  "approve.output.rejected",
  "!approve.output.approved",
  "approve.output.timedOut",
  'approve.output.status === "rejected"',
  'approve.output["status"] !== "approved"',
  "input.big",
  "input.big && approve.output.approved",
  "approve.output.rejected || input.big",
  "approve.output.approved ? input.big : true",
  "first.output.n > 1",
  'approve.output.feedback === "x"',
  "approve.output.approved && approve.output.values.sure",
  's0.status === "completed"',
  's0.status === "skipped" && !approve.output.timedOut',
  "s0.output.ok",
] as const;

const agentAfter = fc.record({
  kind: fc.constantFrom("code", "code", "code", "group", "loop", "ask"),
  condition: fc.constantFrom(...CONDITIONS),
  inner: fc.constantFrom(...CONDITIONS.slice(0, 12)),
});

const small = fc.record({
  after: fc.array(agentAfter, { minLength: 1, maxLength: 5 }),
  gate: fc.boolean(),
  big: fc.boolean(),
  end: fc.constantFrom(...FORESEEN_ENDS),
});

type Small = typeof small extends fc.Arbitrary<infer T> ? T : never;

test("whatever is foreseen for sure runs, and nothing runs that was not foreseen", async () => {
  await fc.assert(
    fc.asyncProperty(small, async ({ after, gate, big, end }) => {
      const agents = `${FIRST}  - { name: approve, agent: hitl, config: { gate: ${gate} }, inputs: { prompt: Go?, timeout: 1 day } }\n${after.map(written).join("")}`;
      const ran = await runTo(end, agents, big);
      const course: ForeseenCourse | undefined = (await foreseen(agents, { input: { big } }))?.[end];
      const told = course?.steps ?? [];
      const sure = told.filter(({ isCertain }) => isCertain).map(({ agent }) => agent);
      expect(ran, "for sure").toEqual(expect.arrayContaining(sure));
      expect(course?.more === 0 ? told.map(({ agent }) => agent) : ran, "at all").toEqual(expect.arrayContaining(ran));
    }),
    { numRuns: 120 },
  );
}, 60_000);

function written({ kind, condition, inner }: Small["after"][number], index: number): string {
  const when = (text: string | null): string =>
    text === null || (index === 0 && text.includes("s0")) ? "" : `, condition: '\${${text}}'`;
  const work = "operation: code, config: { script: scripts/any }";
  switch (kind) {
    case "code":
      return `  - { name: s${index}, ${work}${when(condition)} }\n`;
    case "loop":
      return `  - { name: s${index}, ${work}, foreach: '\${first.output.list}'${when(condition)} }\n`;
    case "ask":
      return `  - { name: s${index}, agent: hitl, inputs: { prompt: More? }${when(condition)} }\n`;
    case "group":
      return `  - { name: s${index}, parallel: [{ name: s${index}a, ${work}${when(inner)} }, { name: s${index}b, ${work} }]${when(condition)} }\n`;
    default:
      return kind satisfies never;
  }
}

/** The agents after the approval that ran, once it ended so and whoever was asked after it said no. */
async function runTo(end: ForeseenEnd, agents: string, big: boolean): Promise<string[]> {
  const text = `ensemble: small\ninput: { big: { type: boolean } }\nagents:\n${agents}`;
  const run = await startTest({ text }, { scripts: SCRIPTS, input: { big } });
  if (end === "approved") await run.approve("approve");
  else if (end === "rejected") await run.reject("approve");
  else await run.pass("1 day");
  for (let step = suspended(run); step !== undefined; step = suspended(run)) await run.reject(step.path);
  expect(run.run.error).toBeUndefined();
  const names = run.steps.filter(({ status, operation }) => status === "completed" && operation !== "parallel");
  return [...new Set(names.map(({ agent }) => agent))].filter((name) => name.startsWith("s"));
}

function suspended(run: Awaited<ReturnType<typeof startTest>>) {
  return run.steps.find(({ status }) => status === "suspended");
}

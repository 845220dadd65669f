/** Determinism: a run that is gone through again from its record after every step comes out as if it had not been. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EnsembleTest } from "../../src/testkit/ensemble-test.ts";
import { startTest } from "../../src/testkit/start-test.ts";

type Kind = "http" | "failing" | "flaky" | "code" | "hitl" | "group" | "loop" | "asked-each";

interface Sketch {
  readonly kind: Kind;
  readonly condition: "none" | "input" | "env" | "earlier";
  readonly gate: boolean;
  readonly rework: boolean;
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  kind: fc.constantFrom<Kind>("http", "failing", "flaky", "code", "hitl", "group", "loop", "asked-each"),
  condition: fc.constantFrom("none", "none", "input", "env", "earlier"),
  gate: fc.boolean(),
  rework: fc.boolean(),
});

const CONDITIONS = { none: true, input: "${input.n > 2}", env: "${env.MODE == 'on'}" } as const;

function ensembleOf(sketches: readonly Sketch[]): string {
  const agents = sketches.map((agent, index) => `  - ${JSON.stringify(agentOf(agent, index, sketches))}`);
  return `ensemble: random\nagents:\n${agents.join("\n")}\noutput: { last: "\${a${sketches.length - 1}.output}", at: "\${now()}" }\n`;
}

function agentOf({ kind, condition, gate, rework }: Sketch, index: number, all: readonly Sketch[]) {
  const name = `a${index}`;
  const earlier = index === 0 ? CONDITIONS.input : `\${a${index - 1}.status == 'completed'}`;
  const head = { name, condition: condition === "earlier" ? earlier : CONDITIONS[condition] };
  const read = index === 0 ? "${input.n}" : `\${a${index - 1}.output}`;
  const http = { operation: "http", config: { url: `https://x.example.com/${name}`, body: { read, at: "${now()}" } } };
  const target = all.findIndex((one, at) => at < index && one.kind !== "group");
  const back = rework && target >= 0 ? { onRejected: { goto: `a${target}`, maxRounds: 2 } } : {};
  switch (kind) {
    case "http":
      return { ...head, ...http };
    case "failing":
      return { ...head, ...http, onError: "continue", config: { url: `https://x.example.com/failing/${name}` } };
    case "flaky":
      return {
        ...head,
        ...http,
        retry: { attempts: 3, delay: "5m" },
        config: { url: `https://x.example.com/flaky/${name}` },
      };
    case "code":
      return { ...head, operation: "code", config: { script: "scripts/double" }, input: { value: read } };
    case "hitl":
      return { ...head, agent: "hitl", inputs: { data: read, timeout: "1h" }, config: { gate, ...back } };
    case "group":
      return {
        ...head,
        parallel: [
          { name: `${name}l`, ...http, foreach: [1, 2], concurrency: 2 },
          {
            name: `${name}m`,
            condition: CONDITIONS[condition === "earlier" ? "env" : condition],
            agent: "hitl",
            config: { gate },
          },
          { name: `${name}r`, ...http, config: { url: `https://x.example.com/flaky/${name}r` } },
        ],
      };
    case "loop":
      return { ...head, ...http, foreach: "${[input.n, 2, 3]}", concurrency: 2 };
    case "asked-each":
      return { ...head, agent: "hitl", foreach: [1, 2], concurrency: 2, inputs: { data: "${item}" }, config: { gate } };
  }
}

/** Answers whatever is open, by turns of the given answers; where these say so, time passes instead. */
async function play(text: string, n: number, answers: readonly ("yes" | "no" | "late")[], replayEveryStep: boolean) {
  const test = await startTest(
    { text },
    {
      input: { n },
      env: { MODE: n % 2 === 0 ? "on" : "off" },
      scripts: { "scripts/double": async ({ input }) => ({ doubled: [input["value"], input["value"]] }) },
      operations: {
        http: async ({ url = "", attempt, path }) => {
          if (url.includes("/failing/")) return new Response("no", { status: 400 });
          if (url.includes("/flaky/") && attempt === 1) return new Response("busy", { status: 503 });
          return { path, attempt };
        },
      },
      replayEveryStep,
    },
  );
  for (let turn = 0; test.open.length > 0; turn += 1) await answer(test, answers[turn % answers.length] ?? "yes");
  return { run: test.run, calls: test.calls().toSorted((a, b) => (a.path < b.path ? -1 : 1)), now: test.now };
}

async function answer(test: EnsembleTest, how: "yes" | "no" | "late"): Promise<void> {
  const path = test.steps.find(({ approvalId }) => approvalId === test.open[0]?.id)?.path ?? "";
  if (how === "yes") await test.approve(path, { feedback: "fine" });
  else if (how === "no") await test.reject(path, { feedback: "no" });
  else await test.pass("1 day");
}

test("random ensembles come out the same", { timeout: 120_000 }, async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(sketch, { minLength: 1, maxLength: 5 }),
      fc.nat(5),
      fc.array(fc.constantFrom("yes" as const, "yes" as const, "no" as const, "late" as const), {
        minLength: 1,
        maxLength: 4,
      }),
      async (sketches, n, answers) => {
        const text = ensembleOf(sketches);
        const once = await play(text, n, answers, false);
        expect(await play(text, n, answers, true)).toEqual(once);
        kinds.add(once.run.status);
      },
    ),
    { numRuns: 150 },
  );
  expect([...kinds]).toEqual(expect.arrayContaining(["completed", "rejected"]));
});

/** `countersign graph`: the picture of an ensemble. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawPlan } from "../../src/cli/graph/draw-plan.ts";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { checkProject } from "../../src/project/check-project.ts";
import { golden, ROOT, runCli } from "./run-cli.ts";

test.each(["article", "contract"])("%s is drawn as expected", async (name) => {
  const { status, out, err } = runCli("graph", `test/cli/project/${name}.yaml`);
  expect([status, err]).toEqual([0, ""]);
  await expect(out).toMatchFileSnapshot(golden(`graph-${name}.mmd`));
});

function draw(agents: string): readonly string[] {
  const text = `ensemble: sketch\nagents:\n${agents}\n`;
  const { plan, diagnostics } = compileEnsemble({ file: "sketch.yaml", text, scripts: [] });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return drawPlan(plan)
    .split("\n")
    .map((line) => line.trim());
}

const CALL = "operation: http, config: { url: https://x.example.com }";

test("a gate lets only what was approved go on; without one, everything goes on", () => {
  const shut = draw(`  - { name: ask, agent: hitl }\n  - { name: call, ${CALL} }`);
  expect(shut).toEqual(
    expect.arrayContaining(['n1 -->|"approved"| n2', 'n1 -.->|"rejected, or no answer in 1 day"| done']),
  );
  const open = draw(`  - { name: ask, agent: hitl, config: { gate: false } }\n  - { name: call, ${CALL} }`);
  expect(open).toContain("n1 --> n2");
  expect(open.join()).not.toContain("-.->");
});

test("what runs only after a no leads to the end", () => {
  const drawn = draw(
    `  - { name: ask, agent: hitl }\n  - { name: sorry, condition: "\${ask.output.rejected}", ${CALL} }\n  - { name: call, ${CALL} }`,
  );
  expect(drawn).toEqual(
    expect.arrayContaining(['n1 -->|"ask.output.rejected"| n2', "n2 --> done", 'n1 -->|"approved"| n3', "n3 --> done"]),
  );
  expect(drawn).not.toContain("n2 --> n3");
});

test("a way back says after what, and how often", () => {
  const drawn = draw(
    `  - { name: call, ${CALL} }\n  - { name: ask, agent: hitl, config: { onRejected: { goto: call, maxRounds: 3 } } }`,
  );
  expect(drawn).toContain('n2 -.->|"rejected, up to 3 rounds"| n1');
});

test("no text breaks out of its label", () => {
  const drawn = draw(`  - { name: ask, agent: hitl, inputs: { approvers: ['"]}<b>#x\`\\y'] } }`);
  expect(drawn).toContain('n1{{"ask<br/>asks #34;]}#60;b#62;#35;x#96;#92;y<br/>waits 1 day"}}');
});

test("every shipped ensemble can be drawn, with all of its agents", async () => {
  const { plans } = await checkProject(join(ROOT, "ensembles"));
  expect(plans.size).toBe(readdirSync(join(ROOT, "ensembles")).filter((name) => /\.(yaml|ts)$/.test(name)).length);
  for (const plan of plans.values()) {
    const drawn = drawPlan(plan);
    for (const { name } of plan.agents) expect(drawn).toContain(`"${name}`);
  }
});

test("a document with mistakes is not drawn", () => {
  const { status, out, err } = runCli("graph", "test/cli/mistakes/wrong.yaml");
  expect([status, out]).toEqual([1, ""]);
  expect(err).toContain("help: did you mean `approvers`?");
});

test("an ensemble in TypeScript is drawn as a run went through it, and that is said", async () => {
  const { status, err } = runCli("graph", "ensembles/refund.ts");
  expect([status, err]).toEqual([
    2,
    "error: ensembles/refund.ts is TypeScript: what it does shows only when it runs. countersign simulate ensembles/refund.ts --graph draws the way that a run takes\n",
  ]);
  const input = '{"order":"A-1042","amount":720}';
  const played = runCli(
    "simulate",
    "ensembles/refund.ts",
    "--input",
    input,
    "--approve",
    "review",
    "--reject",
    "finance",
    "--graph",
  );
  expect([played.status, played.err]).toEqual([0, ""]);
  await expect(played.out).toMatchFileSnapshot(golden("graph-refund.mmd"));
});

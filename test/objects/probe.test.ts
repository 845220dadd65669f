import { env } from "cloudflare:workers";
import { introspectWorkflowInstance, abortAllDurableObjects } from "cloudflare:test";
import { expect, test } from "vitest";
import { scripts } from "#ensembles";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { ledgerOf } from "../../src/ledger/ledger-of.ts";
import { approvalOfRun } from "../../src/approvals/approval-stub.ts";
import { newRunId } from "../../src/kernel/ids.ts";

const e = env as any;
const calls: any[] = [];
(scripts as any)["scripts/inline"] = ({ input, env }: any) => { calls.push(input); return input; };
async function begin(text: string) {
  const { plan, diagnostics } = compileEnsemble({ file: "a.yaml", scripts: ["scripts/inline"], text });
  expect(diagnostics).toEqual([]);
  const start = { runId: newRunId(), workspace: "w", ensemble: "a", planJson: JSON.stringify(plan), inputJson: "{}", requestedBy: "me", actor: "key:me", createdAt: Date.now(), origin: "http://x.test" };
  const ledger = ledgerOf(e.LEDGER, "w");
  await ledger.startRun(start);
  await e.RUNS.create({ id: start.runId, params: start });
  return { start, ledger };
}
const TEXT = `
ensemble: a
agents:
  - name: one
    operation: code
    config: { script: scripts/inline }
    input: { x: 1 }
  - name: ok
    agent: hitl
    inputs: { timeout: 60 }
  - name: two
    condition: \${ok.output.approved}
    operation: code
    config: { script: scripts/inline }
    input: { x: 2 }
output: \${two.output}
`;
test("pause/resume", async () => {
  const { start, ledger } = await begin(TEXT);
  let run: any = await ledger.waitForRest(start.runId, 5000);
  expect(run.status).toBe("suspended");
  const inst = await e.RUNS.get(start.runId);
  try { await inst.pause(); console.log("paused", await inst.status()); await inst.resume(); console.log("resumed", await inst.status()); } catch (x) { console.log("pause failed", x); }
  const a = approvalOfRun(e.HITL_STATE, start.runId, "ok");
  console.log(await a.decide({ by: "key", workspace: "w", keyName: "k", given: { approved: true }, claimed: null }));
  const t = performance.now();
  for (let i = 0; i < 50; i++) { run = await ledger.getRun(start.runId); if (run.status === "completed") break; await new Promise(r => setTimeout(r, 50)); }
  console.log(performance.now() - t, run.status, calls, await inst.status());
});
test("abort all", async () => {
  calls.length = 0;
  const { start, ledger } = await begin(TEXT);
  let run: any = await ledger.waitForRest(start.runId, 5000);
  expect(run.status).toBe("suspended");
  await abortAllDurableObjects();
  const l2 = ledgerOf(e.LEDGER, "w");
  const a = approvalOfRun(e.HITL_STATE, start.runId, "ok");
  console.log(await a.decide({ by: "key", workspace: "w", keyName: "k", given: { approved: true }, claimed: null }));
  const t = performance.now();
  for (let i = 0; i < 100; i++) { run = await ledgerOf(e.LEDGER, "w").getRun(start.runId); if (run.status === "completed") break; await new Promise(r => setTimeout(r, 50)); }
  const inst = await e.RUNS.get(start.runId);
  console.log(performance.now() - t, run.status, calls, await inst.status());
});

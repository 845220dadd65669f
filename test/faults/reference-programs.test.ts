/** The programs of the reference, while all of them are in the middle: the power is cut, and each goes on by itself. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import { KEYS } from "../support/settings.ts";
import { ROOT } from "../support/worker-config.ts";

const crashing = useCrashingWorker({ ensembles: join(ROOT, "test/reference/ensembles") });

interface Program {
  readonly ensemble: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Who answers, one after the other; without any, whoever holds a link. */
  readonly approvers?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
  /** What it does outside once it goes on. */
  readonly act?: string;
}

const PROGRAMS: readonly Program[] = [
  { ensemble: "agent-plan", input: { goal: "g" }, act: "/execute" },
  { ensemble: "timed-approval", input: { case: "c" } },
  { ensemble: "draft-review", input: { goal: "g" }, act: "/publish" },
  { ensemble: "production-deploy", input: { deployment_plan: "p" }, act: "/deploy" },
  { ensemble: "delete-user", input: { userId: "u" }, act: "/customers/delete" },
  {
    ensemble: "expense-approval",
    input: { amount: 3, description: "d", requestedBy: "sam@example.com" },
    approvers: ["admin@example.com"],
    act: "/expenses",
  },
  {
    ensemble: "multi-approval",
    input: { action: "a" },
    approvers: ["ana@example.com", "bo@example.com"],
    act: "/actions",
  },
  {
    ensemble: "increase-counter",
    input: { counter: "c", confirm: true },
    values: { amount: 2 },
    act: "/counter",
  },
];

test("killed while people are asked, and just as they answer: every program goes on once, and does its work once", async () => {
  const { client, counting, worker } = crashing();
  const api = createClient({ url: worker.url, key: KEYS.main });
  const waiting = await Promise.all(
    PROGRAMS.map(async ({ ensemble, input }) => client.startAndSuspend(ensemble, input)),
  );
  const own = await api.runs.start("slack-interaction", { input: { change: "x" } });
  await client.waitForStatus(own.id, "suspended");

  // Half are answered before, so that what wakes them is under way.
  const answers = PROGRAMS.map((program, at) => () => answer(waiting[at]?.approvalId ?? "", program));
  const half = Math.ceil(answers.length / 2);
  await Promise.all(answers.slice(0, half).map((give) => give()));
  await worker.restart();
  await Promise.all(answers.slice(half).map((give) => give()));
  await api.runs.sendEvent(own.id, { type: "slack_interaction", payload: { action: "approve", user: "ana" } });

  for (const { runId, approvalId } of waiting) {
    const run = await client.waitForEnd(runId, RECOVERY);
    expect([run.ensemble, run.status, run.approvals]).toEqual([run.ensemble, "completed", [approvalId]]);
  }
  expect((await client.waitForEnd(own.id, RECOVERY)).output).toEqual({ released: true, by: "ana" });
  for (const act of [...PROGRAMS.flatMap(({ act: path }) => path ?? []), "/release"]) {
    const keys = (await counting.requests(act)).map(({ headers }) => headers["idempotency-key"]);
    expect([act, new Set(keys).size]).toEqual([act, 1]);
  }

  async function answer(id: string, { approvers, values }: Program): Promise<void> {
    for (const approver of approvers ?? [undefined]) {
      const body = {
        approved: true,
        ...(approver === undefined ? {} : { approver }),
        ...(values === undefined ? {} : { values: { ...values } }),
      };
      await api.approvals.decide(id, body);
    }
  }
});

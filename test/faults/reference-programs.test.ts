/** The programs of the reference, while all of them are in the middle: the power is cut, and each goes on by itself. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import { eventuallyThere } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { ROOT } from "../support/worker-config.ts";

const crashing = useCrashingWorker({ ensembles: join(ROOT, "test/reference/ensembles") });

interface Program {
  readonly ensemble: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Who answers, one after the other; without any, whoever holds a link. */
  readonly approvers?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
  /** What it does outside once it is approved. */
  readonly act?: string;
  /** How it ends where people say no; `completed`, where it goes on with that. */
  readonly rejected?: "rejected";
  /** How long people have, and how it ends where they say nothing; without it, they have time without end. */
  readonly silence?: { readonly after: string; readonly ends: "failed" | "rejected" };
}

function failsAfter(after: string): NonNullable<Program["silence"]> {
  return { after, ends: "failed" };
}

const PROGRAMS: readonly Program[] = [
  { ensemble: "agent-plan", input: { goal: "g" }, act: "/execute", silence: failsAfter("24h") },
  { ensemble: "timed-approval", input: { case: "c" } },
  { ensemble: "draft-review", input: { goal: "g" }, act: "/publish", silence: failsAfter("5m") },
  { ensemble: "production-deploy", input: { deployment_plan: "p" }, act: "/deploy", silence: failsAfter("10 minutes") },
  { ensemble: "delete-user", input: { userId: "u" }, act: "/customers/delete", rejected: "rejected" },
  {
    ensemble: "expense-approval",
    input: { amount: 3, description: "d", requestedBy: "sam@example.com" },
    approvers: ["admin@example.com"],
    act: "/expenses",
    silence: failsAfter("7 days"),
  },
  {
    ensemble: "multi-approval",
    input: { action: "a" },
    approvers: ["ana@example.com", "bo@example.com"],
    act: "/actions",
    rejected: "rejected",
    silence: { after: "1 day", ends: "rejected" },
  },
  {
    ensemble: "increase-counter",
    input: { counter: "c", confirm: true },
    values: { amount: 2 },
    act: "/counter",
    silence: failsAfter("1 day"),
  },
];

const ACTS = PROGRAMS.flatMap(({ act }) => act ?? []);

/** Each thing that was done, however often the call for it was made. */
async function done(act: string): Promise<ReadonlySet<string | undefined>> {
  return new Set((await crashing().counting.requests(act)).map(({ headers }) => headers["idempotency-key"]));
}

test("killed while people are asked, and just as they answer: every program goes on once, and does its work once", async () => {
  const { client, worker } = crashing();
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
  for (const act of [...ACTS, "/release"]) expect([act, (await done(act)).size]).toEqual([act, 1]);

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

test("killed just as people say no, or as their time runs out: every program ends as it should, and does nothing", async () => {
  const { client, worker } = crashing();
  const before = await Promise.all(ACTS.map(done));
  const silent = PROGRAMS.filter(({ silence }) => silence !== undefined);
  const [refused, unanswered] = await Promise.all(
    [PROGRAMS, silent].map((programs) =>
      Promise.all(programs.map(({ ensemble, input }) => client.startAndSuspend(ensemble, input))),
    ),
  );
  const noes = PROGRAMS.map(
    ({ approvers: [approver] = [] }, at) =>
      () =>
        reject(refused?.[at]?.approvalId, approver),
  );
  const ends = silent.map(
    ({ silence }, at) =>
      () =>
        client.moveTime(unanswered?.[at]?.approvalId ?? "", silence?.after ?? ""),
  );
  const all = [...noes, ...ends];
  await Promise.all(all.filter((_, at) => at % 2 === 0).map((happen) => happen()));
  await worker.restart();
  await Promise.all(all.filter((_, at) => at % 2 === 1).map((happen) => happen()));

  for (const [at, { ensemble, rejected = "completed" }] of PROGRAMS.entries()) {
    const runId = refused?.[at]?.runId ?? "";
    // A draft goes back to the writer once.
    if (ensemble === "draft-review") await reject((await secondApproval(runId)).id);
    expect([ensemble, (await client.waitForEnd(runId, RECOVERY)).status]).toEqual([ensemble, rejected]);
  }
  for (const [at, { ensemble, silence }] of silent.entries()) {
    const { status } = await client.waitForEnd(unanswered?.[at]?.runId ?? "", RECOVERY);
    expect([ensemble, status]).toEqual([ensemble, silence?.ends]);
  }
  expect(await Promise.all(ACTS.map(done))).toEqual(before);

  async function reject(id: string | undefined, approver?: string): Promise<void> {
    const body = { approved: false, ...(approver === undefined ? {} : { approver }) };
    const answered = await client.send(`/api/approvals/${id}/decision`, { method: "POST", body });
    expect([answered.status, answered.text]).toEqual([200, answered.text]);
  }

  async function secondApproval(runId: string): Promise<{ readonly id: string }> {
    const isNew = ({ id }: { readonly id: string }) => !refused?.some(({ approvalId }) => approvalId === id);
    return eventuallyThere(async () => (await client.listApprovals({ run: runId, status: "pending" })).find(isNew), {
      what: "the draft is reviewed again",
      within: RECOVERY,
    });
  }
});

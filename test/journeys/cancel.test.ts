import { expect, test } from "vitest";
import { decide, decideByLink, send } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a run cancelled while it waits stops, and its links say so", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("cancel");
  const { runId, approvalId } = await client.startAndSuspend("publish", { key });
  const link = await client.mintLink(approvalId);

  expect((await client.cancelRun(runId)).status).toBeLessThan(300);
  expect((await client.waitForEnd(runId)).status).toBe("cancelled");
  const approval = await eventually(
    () => client.getApproval(approvalId),
    ({ status }) => status !== "pending",
    { what: "the approval is cancelled" },
  );
  expect(approval.status).toBe("cancelled");

  for (const answer of [
    await decideByLink(link, { approved: true }),
    await send(link, { headers: { accept: "application/json" } }),
  ]) {
    expect(answer.status).toBe(410);
    expect(answer.body).toMatchObject({ code: "approval-over", status: "cancelled" });
  }
  expect((await client.getRun(runId)).status).toBe("cancelled");
  expect(await counting.count(`/publish/${key}`)).toBe(0);
});

test("a run cancelled in the middle of a step does not go on to the next", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("cancel-running");
  await counting.behave(`/draft/${key}`, { hold: true });
  const started = await client.startRun("publish", { key });
  await eventually(
    () => counting.count(`/draft/${key}`),
    (count) => count === 1,
    { what: "the step is under way" },
  );

  expect((await client.cancelRun(started.id)).status).toBeLessThan(300);
  expect((await client.waitForEnd(started.id)).status).toBe("cancelled");
  await counting.release(`/draft/${key}`);
  // Whatever it would do next, it would do before one that starts now has done the same.
  await client.startAndSuspend("publish", { key: uniqueKey("meanwhile") });
  const run = await client.getRun(started.id);
  expect(run.status).toBe("cancelled");
  expect(run.approvals).toEqual([]);
  expect(await counting.count(`/draft/${key}`)).toBe(1);
});

test("a run that is over cannot be cancelled, and stays what it was", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("over") });
  await decide(await client.mintLink(approvalId), { approved: true });
  await client.waitForEnd(runId);

  expect((await client.cancelRun(runId)).status).toBe(409);
  expect((await client.getRun(runId)).status).toBe("completed");
});

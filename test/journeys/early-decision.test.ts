import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { startAnsweringReceiver } from "../support/answering-receiver.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a decision made as soon as the approval exists, before the run waits, is not lost", async () => {
  const { client, counting } = shared();
  const keys = Array.from({ length: 5 }, () => uniqueKey("early"));
  const outcomes = await Promise.all(
    keys.map(async (key) => {
      const started = await client.startRun("publish", { key });
      const approval = await client.waitForApproval(started.id);
      await decide(await client.mintLink(approval.id), { approved: true });
      return client.waitForEnd(started.id);
    }),
  );
  expect(outcomes.map((run) => run.status)).toEqual(keys.map(() => "completed"));
  for (const key of keys) expect(await counting.count(`/publish/${key}`)).toBe(1);
});

test("a receiver that decides while it is being told is not lost either", async () => {
  const { client, counting } = shared();
  const receiver = await startAnsweringReceiver({ approved: true, approver: "robot@example.com" });
  const keys = Array.from({ length: 5 }, () => uniqueKey("robot"));
  try {
    const runs = await Promise.all(
      keys.map((key) => client.startRun("webhook-asked", { key, webhookUrl: receiver.url })),
    );
    const ended = await Promise.all(runs.map((run) => client.waitForEnd(run.id)));
    expect(ended.map((run) => run.status)).toEqual(keys.map(() => "completed"));
    for (const key of keys) expect(await counting.count(`/act/${key}`)).toBe(1);
    expect(receiver.statuses()).toEqual(keys.map(() => 200));
  } finally {
    await receiver.stop();
  }
});

/** Looking changes nothing. */
import { expect, test } from "vitest";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";

test("an object that was never opened knows nothing, and stays empty whatever it is asked", async () => {
  const approval = new TestApproval();
  const { owner, workspace } = approval;
  const secret = crypto.randomUUID();
  expect(await owner.inspect(secret, null)).toEqual({ kind: "unknown" });
  expect(await owner.read(workspace)).toBeNull();
  expect(await owner.outcome()).toBeNull();
  expect(await approval.answer(secret, true)).toEqual({ kind: "unknown" });
  expect(await approval.decide(true)).toEqual({ kind: "unknown" });
  expect(await approval.cancel()).toEqual({ status: "unknown" });
  expect(await owner.mintLink({ workspace, actor: "key:ci", approver: null })).toEqual({ kind: "unknown" });
  await owner.settle();
  expect(await approval.tables()).toEqual([]);
  expect(await approval.alarmAt()).toBeNull();
});

test("a hundred looks at an open approval write nothing and set no alarm", async () => {
  const approval = await TestApproval.open();
  const secret = await approval.link();
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  const [before, alarm] = [await approval.everything(), await approval.alarmAt()];
  await Promise.all(
    Array.from({ length: 50 }, () => [
      approval.owner.inspect(secret, null),
      approval.owner.inspect("forged", null),
      approval.read(),
    ]).flat(),
  );
  expect(await approval.everything()).toBe(before);
  expect(await approval.alarmAt()).toBe(alarm);
});

test("a look at one whose time is over tells so, and leaves the writing to the clock's own turn", async () => {
  const approval = await TestApproval.open();
  const secret = await approval.link();
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  await approval.outlive();
  const before = await approval.everything();
  expect(await approval.owner.inspect(secret, null)).toMatchObject({ kind: "over", status: "timeout" });
  expect(await approval.read()).toMatchObject({ status: "timeout" });
  expect(await approval.everything()).toBe(before);
});

test("what the holder of a link sees of what is over has no data", async () => {
  const approval = await TestApproval.open({ dataJson: '"the data"', metadataJson: '"the context"' });
  const secret = await approval.link();
  await approval.decide(true);
  const view = await approval.owner.inspect(secret, null);
  expect(view.kind).toBe("over");
  expect(JSON.stringify(view)).not.toMatch(/the data|the context/);
});

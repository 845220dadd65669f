/** Those who have not answered are told again, and nobody once it is over. */
import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";

test("who has answered is not reminded; who has not is, each time with a fresh link, and hears of the end", async () => {
  const { client } = office();
  const key = uniqueKey("reminded");
  const { runId, approvalId } = await client.startAndSuspend("reminded-people", {
    key,
    approvers: [ANA, BO],
    minApprovals: 2,
  });
  await decide(await office().linkTo(ANA, key), { approved: true });
  await office().mailed(BO, key, 1);
  await client.moveTime(approvalId, "1h");
  await office().mailed(BO, key, 2);
  await client.moveTime(approvalId, "2h");
  await office().mailed(BO, key, 3);
  await client.moveTime(approvalId, "2h");
  expect((await client.waitForEnd(runId)).output).toMatchObject({ status: "timeout" });
  await office().mailed(BO, key, 4);
  const links = await Promise.all([1, 2, 3].map((count) => office().linkTo(BO, key, count)));
  expect(new Set(links).size).toBe(3);

  const { deliveries } = await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries: all }) => all.every(({ status }) => status === "delivered"),
    { what: "everything is delivered" },
  );
  const told = (person: string) => deliveries.filter(({ to }) => to === person).map(({ occasion }) => occasion);
  expect(told(BO)).toEqual(["asked", "reminder", "reminder", "outcome"]);
  expect(told(ANA)).toEqual(["asked"]);
});

test("an answer in time is the last that anybody hears", async () => {
  const { client } = office();
  const key = uniqueKey("in-time");
  const { approvalId } = await client.startAndSuspend("reminded-people", { key, approvers: [ANA] });
  await decide(await office().linkTo(ANA, key), { approved: true });
  const { deliveries } = await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries: all }) => all.every(({ status }) => status === "delivered"),
    { what: "everything is delivered" },
  );
  for (let hour = 1; hour <= 5; hour += 1) await client.moveTime(approvalId, "1h");
  expect((await client.getApproval(approvalId)).deliveries).toEqual(deliveries);
  expect(deliveries.map(({ occasion }) => occasion)).not.toContain("reminder");
  expect((await client.audit({ approval: approvalId })).map(({ type }) => type)).not.toContain("approval.reminded");
});

/** When it is over, whoever asked is told the outcome, and the other approvers that nothing is wanted of them any more. */
import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { partOf } from "../support/mailchannels-server.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const REQUESTER = "req@example.com";

async function outcomes(approvalId: string): Promise<readonly string[]> {
  const { deliveries } = await eventually(
    () => office().client.getApproval(approvalId),
    ({ deliveries: all, status }) => status !== "pending" && all.every((one) => one.status === "delivered"),
    { what: "everybody is told" },
  );
  return deliveries.filter(({ occasion }) => occasion === "outcome").map(({ to }) => to);
}

test("the requester and who did not answer are told once; who decided is not", async () => {
  const { client } = office();
  const key = uniqueKey("news");
  const { approvalId } = await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO] });
  await decide(await office().linkTo(ANA, key), { approved: false, reason: "Too dear <b>by far</b>" });
  expect((await outcomes(approvalId)).toSorted()).toEqual([BO, REQUESTER]);
  const [told] = await office().mailed(REQUESTER, key, 1);
  expect(partOf(told?.mail, "text/plain")).toContain("Too dear <b>by far</b>");
  expect(partOf(told?.mail, "text/html")).not.toContain("<b>by far</b>");
  expect(await office().mailsTo(ANA, key)).toHaveLength(1);
  expect(await office().mailsTo(BO, key)).toHaveLength(2);
});

test("a requester who decides is not told what they know", async () => {
  const { client } = office();
  const key = uniqueKey("self");
  const { approvalId } = await client.startAndSuspend("asked-selves", { key, approvers: [REQUESTER, ANA] });
  await decide(await office().linkTo(REQUESTER, key), { approved: true });
  expect(await outcomes(approvalId)).toEqual([ANA]);
});

test("a requester who was asked too, and did not answer, is told once", async () => {
  const { client } = office();
  const key = uniqueKey("both");
  const { approvalId } = await client.startAndSuspend("asked-selves", { key, approvers: [REQUESTER, ANA] });
  await decide(await office().linkTo(ANA, key), { approved: true });
  expect(await outcomes(approvalId)).toEqual([REQUESTER]);
});

import { expect, test } from "vitest";
import type { ApprovalPort } from "../../../src/approvals/port.ts";
import { hashOf } from "../../../src/receipts/receipt-claims.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { eventually } from "../../support/eventually.ts";
import { TestApproval } from "../support/approval.ts";

const DATA = { amount: 120, note: "A secret figure" };
const DATA_JSON = JSON.stringify(DATA);

function change(approval: TestApproval, values: JsonObject, owner: ApprovalPort = approval.owner) {
  return owner.decide({
    by: "key",
    workspace: approval.workspace,
    keyName: "ci",
    given: { approved: true, values },
    claimed: "ana",
  });
}

test("changes are on record before the answer, by paths and hashes and never by what they are", async () => {
  const approval = await TestApproval.open({ dataJson: DATA_JSON, editable: true });
  const values = { amount: 90, note: "A secret figure" };
  expect(await change(approval, { amount: 90 })).toMatchObject({
    kind: "recorded",
    outcome: { values, approvals: [{ approver: "ana", edited: ["amount"] }] },
    result: { approvals: [{ edited: ["amount"] }] },
  });

  const audit = await eventually(
    () => approval.audit(),
    (entries) => entries.some(({ type }) => type === "approval.decided"),
    { what: "the decision is told" },
  );
  expect(audit.map(({ type }) => type)).toEqual([
    "approval.requested",
    "approval.edited",
    "approval.answered",
    "approval.decided",
  ]);
  expect(audit[1]).toMatchObject({
    actor: "key:ci",
    detail: {
      approver: "ana",
      paths: ["amount"],
      dataHash: hashOf(JSON.parse(DATA_JSON)),
      valuesHash: hashOf(values),
    },
  });
  expect(audit[1]?.detail["dataHash"]).toBe(audit[0]?.detail["dataHash"]);
  expect(JSON.stringify(audit)).not.toContain("secret figure");
});

test("where nothing was changed, the data goes on as it is and no change is on record", async () => {
  const approval = await TestApproval.open({ dataJson: DATA_JSON, editable: true });
  expect(await approval.decide(true, "ana")).toMatchObject({ outcome: { values: DATA } });
  const told = await eventually(
    () => approval.told(),
    (types) => types.includes("approval.decided"),
    { what: "the decision is told" },
  );
  expect(told).not.toContain("approval.edited");
});

test("values that do not fit use nothing up and are not written down", async () => {
  const approval = await TestApproval.open({ dataJson: DATA_JSON, editable: true });
  expect(await change(approval, { amount: "many" })).toMatchObject({
    kind: "values-invalid",
    errors: [{ path: "values.amount", message: "Must be a number." }],
  });
  expect(await approval.read()).toMatchObject({ status: "pending", approvals: [], editable: true });
  expect(await change(approval, { amount: 1 })).toMatchObject({ kind: "recorded" });
});

test("what may not be changed is not: values without a form are refused", async () => {
  const approval = await TestApproval.open({ dataJson: DATA_JSON });
  expect(await change(approval, { amount: 1 })).toMatchObject({ kind: "values-invalid" });
});

test("the outcome has the changed values after the object was put out of memory", async () => {
  const approval = await TestApproval.open({ dataJson: DATA_JSON, editable: true });
  await approval.crashAfter((owner) => change(approval, { amount: 7 }, owner));
  expect(await approval.owner.outcome()).toMatchObject({
    values: { amount: 7, note: "A secret figure" },
    approvals: [{ edited: ["amount"] }],
  });
});

test("the largest data can be approved as it is", async () => {
  const text = "x".repeat(900 * 1024 - 50);
  const approval = await TestApproval.open({
    dataJson: JSON.stringify({ text }),
    metadataJson: "null",
    editable: true,
  });
  expect(await approval.decide(true, "ana")).toMatchObject({ kind: "recorded", outcome: { values: { text } } });
});

test("in lists, large values are left out, and it says so", async () => {
  const text = "x".repeat(50_000);
  const approval = await TestApproval.open({ dataJson: JSON.stringify({ text, sum: 1 }), editable: true });
  await change(approval, { sum: 2 });
  const listed = await eventually(
    async () => (await approval.ledger.listApprovals({ limit: 10, status: "approved" })).items[0],
    (item) => item !== undefined,
    { what: "the approval is listed" },
  );
  expect(listed).toMatchObject({ dataOmitted: true, approvals: [{ edited: ["sum"] }] });
  expect(JSON.stringify(listed).length).toBeLessThan(5_000);
  expect(await approval.read()).toMatchObject({ values: { text, sum: 2 } });
});

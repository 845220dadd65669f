/** Every end has one receipt, which says what happened and stays the same whatever comes after. */
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from "jose";
import { afterEach, expect, test } from "vitest";
import { keyringOf } from "../../../src/receipts/keyring-port.ts";
import { publishedKeys } from "../../../src/receipts/published-keys.ts";
import type { ReceiptClaims } from "../../../src/contract/receipt-claims.ts";
import { hashOf } from "../../../src/receipts/receipt-claims.ts";
import { forgetKeptKey } from "../../../src/receipts/receipt-signer.ts";
import { TestApproval } from "../support/approval.ts";
import { bindings, SOON } from "../support/bindings.ts";
import { runWaitingFor } from "../support/run.ts";

const { KEYRING } = bindings;

afterEach(() => {
  Object.assign(bindings, { KEYRING });
});

async function checked(receipt: string | undefined): Promise<ReceiptClaims> {
  const keys = createLocalJWKSet({ keys: await publishedKeys([], keyringOf(KEYRING)) });
  const { payload } = await compactVerify(receipt ?? "", keys);
  return JSON.parse(new TextDecoder().decode(payload)) as ReceiptClaims;
}

async function receiptOf(approval: TestApproval): Promise<string> {
  const outcome = await approval.owner.outcome();
  if (outcome === null) throw new Error("the approval is not over");
  return outcome.receipt;
}

test.each([
  ["approved", (approval: TestApproval) => approval.decide(true, "ana")],
  ["rejected", (approval: TestApproval) => approval.decide(false, "ana")],
  ["timeout", (approval: TestApproval) => approval.outlive(5)],
  ["cancelled", (approval: TestApproval) => approval.cancel()],
] as const)("an approval that ended as %s has a receipt that says so", async (status, end) => {
  const approval = await TestApproval.open();
  await end(approval);
  const { decidedAt, createdAt } = await approval.read();
  const claims = await checked(await receiptOf(approval));
  expect(claims).toMatchObject({
    iss: "https://countersign.example",
    iat: Math.floor(Date.parse(decidedAt ?? "") / 1_000),
    sub: approval.id,
    runId: approval.runId,
    workspace: approval.workspace,
    outcome: status,
    promptHash: hashOf("Pay?"),
    dataHash: hashOf({ sum: 5 }),
    requestedAt: createdAt,
    decidedAt,
  });
  const answers = status === "approved" || status === "rejected";
  expect(claims.approvals).toMatchObject(
    answers ? [{ approver: "ana", approved: status === "approved", via: "api", verified: false }] : [],
  );
});

test("the run that waits, the owner and the ledger have the same one, with the hash that the trail has", async () => {
  const approval = await TestApproval.open();
  await runWaitingFor(approval);
  await approval.decide(true);
  await expect.poll(async () => (await approval.ledger.getApproval(approval.id))?.status, SOON).toBe("approved");
  const receipt = (await approval.ledger.getApproval(approval.id))?.receipt ?? "";
  expect((await approval.read()).receipt).toBe(receipt);
  expect(await receiptOf(approval)).toBe(receipt);
  await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
  const requested = (await approval.audit()).find(({ type }) => type === "approval.requested");
  expect((await checked(receipt)).dataHash).toBe(requested?.detail["dataHash"]);
});

test("keys in the data may stand in any order: the hash is that of the data, not of its text", async () => {
  const approval = await TestApproval.open({ dataJson: '{"b":1,"a":2.50,"10":0,"9":0}' });
  await approval.decide(true);
  expect((await checked(await receiptOf(approval))).dataHash).toBe(hashOf({ 9: 0, 10: 0, a: 2.5, b: 1 }));
});

test("a rotation does not change a receipt that was made, and later ones are signed by the new key", async () => {
  const [before, after] = [await TestApproval.open(), await TestApproval.open()];
  await before.decide(true);
  const receipt = await receiptOf(before);
  await keyringOf(KEYRING).rotate();
  forgetKeptKey();
  await before.evict();
  expect(await receiptOf(before)).toBe(receipt);
  expect((await checked(receipt)).sub).toBe(before.id);
  await after.decide(true);
  const later = await receiptOf(after);
  expect((await checked(later)).sub).toBe(after.id);
  expect(decodeProtectedHeader(later).kid).not.toBe(decodeProtectedHeader(receipt).kid);
});

test("asked for often at once, while the key changes, it is one", async () => {
  const approval = await TestApproval.open();
  await approval.decide(true);
  const asked = Array.from({ length: 20 }, async (_, at) => {
    if (at % 5 === 0) await keyringOf(KEYRING).rotate();
    forgetKeptKey();
    return receiptOf(approval);
  });
  expect(new Set(await Promise.all(asked)).size).toBe(1);
});

test("where no key can be had, the run is woken once there is one", async () => {
  const approval = await TestApproval.open();
  const waiting = await runWaitingFor(approval);
  forgetKeptKey();
  Object.assign(bindings, { KEYRING: { getByName: () => ({ signingKey: () => Promise.reject(new Error("away")) }) } });
  await approval.decide(true);
  await expect
    .poll(async () => (await approval.outbox()).find(({ kind }) => kind === "wake")?.last_error, SOON)
    .toBe("away");
  expect((await approval.read()).status).toBe("approved");
  expect(await approval.read()).not.toHaveProperty("receipt");
  Object.assign(bindings, { KEYRING });
  await approval.hurry();
  await expect.poll(() => approval.effect("wake"), SOON).toBe("done");
  expect(waiting).toBeDefined();
  expect((await checked(await receiptOf(approval))).sub).toBe(approval.id);
});

test("an object whose tables are from before there were receipts gives one", async () => {
  const approval = await TestApproval.open();
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  await approval.sql("ALTER TABLE approval DROP COLUMN receipt");
  await approval.sql("DELETE FROM migrations WHERE version > 1");
  await approval.sql("UPDATE approval SET facts = json_remove(facts, '$.facts.dataHash')");
  await approval.evict();
  await approval.decide(true);
  expect(await checked(await receiptOf(approval))).toMatchObject({ outcome: "approved", dataHash: hashOf({ sum: 5 }) });
});

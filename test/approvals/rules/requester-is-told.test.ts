/** Whoever asked is told of the end over the next channel where one fails. */
import { expect, test } from "vitest";
import { createApprovalMachine } from "../../../src/approvals/approval-machine.ts";
import { finishEffect, listEffects, type OutboxRow } from "../../../src/approvals/store/outbox-store.ts";
import { memoryStorage } from "../../../src/testkit/memory-storage.ts";
import { NOW } from "./states.ts";

const ANA = "ana@example.com";
const REQUESTER = "req@example.com";

function settled() {
  const { sql, transactionSync } = memoryStorage();
  const machine = createApprovalMachine({
    sql,
    transaction: transactionSync,
    now: () => NOW,
    objectId: "0".repeat(64),
    callbackPath: () => "/callback",
    canMail: () => true,
  });
  machine.open({
    workspace: "main",
    runId: "run_1",
    ensemble: "orders",
    agent: "approve",
    prompt: "Pay?",
    dataJson: "{}",
    metadataJson: "null",
    formJson: null,
    approvers: [ANA],
    minApprovals: 1,
    groups: [],
    requireVerified: false,
    selfApproval: false,
    remind: [],
    escalate: [],
    rejectionsNeeded: 1,
    requestedBy: REQUESTER,
    timeoutMs: null,
    baseUrl: "https://countersign.example",
    deliveries: ["slack", "email"].map((channel) => ({ channel, approver: ANA, to: ANA })),
  });
  machine.cancel({ workspace: "main", actor: "key:ci", reason: "not needed" });
  const news = () => listEffects(sql).filter(({ effect }) => effect.kind === "news");
  const fail = (row: OutboxRow) => {
    finishEffect(sql, row.id, "failed", "nobody there");
    machine.recordDelivery({ row, result: { status: "failed", error: "nobody there" } });
  };
  return { news, fail };
}

function placesOf(rows: readonly OutboxRow[]): string[] {
  return rows.flatMap(({ effect }) =>
    effect.kind === "news" ? [`${effect.audience} ${effect.delivery.channel} ${effect.delivery.to}`] : [],
  );
}

test("over each that there is, one after the other, and then no more", () => {
  const { news, fail } = settled();
  expect(placesOf(news())).toEqual([`requester slack ${REQUESTER}`]);
  for (const expected of ["email", "email"]) {
    const last = news().at(-1);
    if (last !== undefined) fail(last);
    expect(placesOf(news())).toEqual([`requester slack ${REQUESTER}`, `requester ${expected} ${REQUESTER}`]);
  }
});

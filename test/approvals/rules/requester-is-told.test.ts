/** Whoever asked is told of the end over the next channel where one fails. */
import { expect, test } from "vitest";
import { finishEffect, listEffects, type OutboxRow } from "../../../src/approvals/store/outbox-store.ts";
import { openedMachine } from "./opened-machine.ts";

const ANA = "ana@example.com";
const REQUESTER = "req@example.com";

function settled(channels: readonly string[]) {
  const deliveries = channels.map((channel) => ({ channel, approver: ANA, to: ANA }));
  const { machine, sql } = openedMachine({ canMail: true, approvers: [ANA], requestedBy: REQUESTER, deliveries });
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
  const { news, fail } = settled(["slack", "email"]);
  expect(placesOf(news())).toEqual([`requester slack ${REQUESTER}`]);
  for (const expected of ["email", "email"]) {
    const last = news().at(-1);
    if (last !== undefined) fail(last);
    expect(placesOf(news())).toEqual([`requester slack ${REQUESTER}`, `requester ${expected} ${REQUESTER}`]);
  }
});

test("by mail where a chat alone was used to ask, and cannot tell them", () => {
  const { news, fail } = settled(["slack"]);
  for (let again = 0; again < 2; again += 1) {
    const last = news().at(-1);
    if (last !== undefined) fail(last);
    expect(placesOf(news())).toEqual([`requester slack ${REQUESTER}`, `requester email ${REQUESTER}`]);
  }
});

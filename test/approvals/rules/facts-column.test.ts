/** Approvals that were opened before people could be changed while it is open. */
import { expect, test } from "vitest";
import { readFactsColumn } from "../../../src/approvals/store/facts-column.ts";

test("an approval opened by an earlier version goes on by the rules of then", () => {
  const before = JSON.stringify({
    approvalId: "hitl_1",
    approvers: ["ana", "bo"],
    minApprovals: 2,
    requestedBy: "ana",
  });
  const { facts, people } = readFactsColumn(before);
  expect(facts).toMatchObject({
    minApprovals: 2,
    groups: [],
    requireVerified: false,
    selfApproval: true,
    escalate: [],
  });
  expect(people.seats.map(({ approver }) => approver)).toEqual(["ana", "bo"]);
  expect(people.timers).toEqual([]);
});

test("what is written is what is read", () => {
  const column = readFactsColumn(JSON.stringify({ approvalId: "hitl_1", approvers: ["ana"] }));
  expect(readFactsColumn(JSON.stringify(column))).toEqual(column);
});

test("openings that were counted by kind are counted anew, and nobody was missed yet", () => {
  const { facts, people } = readFactsColumn(JSON.stringify({ approvalId: "hitl_1", approvers: ["ana"] }));
  const { uncovered: _unknown, vacant: _none, aliases: _neither, ...before } = people;
  const column = readFactsColumn(JSON.stringify({ facts, people: { ...before, openings: { person: 3 } } }));
  expect(column).toEqual({
    facts,
    people: { ...before, uncovered: {}, vacant: [], aliases: [], openings: [], refusals: 0 },
  });
});

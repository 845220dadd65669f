/** What follows once two names are known to be one person's: seats, record, what readers are shown. */
import { describe, expect, test } from "vitest";
import { listEvents } from "../../../src/approvals/store/event-store.ts";
import { mintToken } from "../../../src/approvals/store/token-store.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { namesOfApprovers } from "../../../src/ledger/approval-store.ts";
import { openedMachine } from "./opened-machine.ts";
import { NOW } from "./states.ts";

const DANA = "dana@example.com";
const U_DANA = "U0000DANA";
const BO = "bo@example.com";
const BOTH = [DANA, U_DANA];
const byKey = { workspace: "main", keyName: "ci" };

function asked(parts: Partial<ApprovalRequest> = {}) {
  const { machine, sql } = openedMachine({ approvers: [DANA, U_DANA], minApprovals: 2, ...parts });
  const answerAs = (approver: string, approved = true) => {
    const secret = mintToken(sql, { approver, verified: true, madeBy: "channel:slack" }, NOW);
    return machine.decide({ by: "link", secret, given: { approved }, claimed: null });
  };
  const press = (id: string, email: string | null, approved = true) =>
    machine.decide({ by: "chat", channel: "slack", person: { id, email }, given: { approved }, claimed: null });
  const record = () =>
    listEvents(sql, { approvalId: "hitl_1", runId: null }).events.filter(({ type }) => type === "approval.recognized");
  const view = () => {
    const approval = machine.read("main");
    if (approval === null) throw new Error("it is there");
    return approval;
  };
  return { machine, sql, answerAs, press, record, view };
}

describe("an approver who was named twice", () => {
  test("has one seat; that somebody is missing is on record and shown, and nobody approves it alone", () => {
    const { machine, answerAs, record, view } = asked();
    machine.recognize(BOTH);
    expect(view()).toMatchObject({
      status: "pending",
      approvers: [DANA],
      alsoKnownAs: [{ approver: DANA, names: [U_DANA] }],
      minApprovals: 2,
      missingApprovers: 1,
    });
    expect(record().map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      { approver: DANA, names: BOTH, missing: 1 },
    ]);
    expect(answerAs(U_DANA)).toMatchObject({ kind: "recorded", result: { status: "pending", remaining: 1 } });
    expect(answerAs(DANA)).toMatchObject({ kind: "already-answered" });
    expect(view()).toMatchObject({ status: "pending", approvals: [{ approver: DANA, verified: true }] });
  });

  test("leaves a place that is given to somebody else, before the answer and after it", () => {
    for (const isAnswered of [false, true]) {
      const { machine, answerAs, view } = asked();
      machine.recognize(BOTH);
      if (isAnswered) answerAs(DANA);
      expect(machine.reassign({ ...byKey, from: U_DANA, to: DANA })).toMatchObject({ code: "delegate-loop" });
      expect(machine.reassign({ ...byKey, from: U_DANA, to: BO })).toMatchObject({ kind: "handed-over", to: BO });
      expect(view()).toMatchObject({ approvers: [DANA, BO] });
      expect(view()).not.toHaveProperty("missingApprovers");
      if (!isAnswered) answerAs(U_DANA);
      expect(answerAs(BO)).toMatchObject({ kind: "recorded", result: { status: "approved" } });
    }
  });

  test("is told apart from nobody by what is known already, and it is on record once", () => {
    const { machine, record, view } = asked();
    for (const names of [BOTH, [U_DANA, "Dana <DANA@example.com>"]]) machine.recognize(names);
    expect(record()).toHaveLength(1);
    machine.cancel({ workspace: "main", actor: "key:ci", reason: "no" });
    machine.recognize([U_DANA, "other@example.com"]);
    expect(view().alsoKnownAs).toEqual([{ approver: DANA, names: [U_DANA] }]);
    expect(view()).not.toHaveProperty("missingApprovers");
  });

  test("is found by either name in the ledger", () => {
    const { machine, view } = asked({ approvers: [U_DANA, BO] });
    machine.recognize(BOTH);
    expect(namesOfApprovers(view())).toEqual([U_DANA, BO, DANA]);
  });

  test("is away under either, and nobody but somebody else stands in", () => {
    const { machine, view } = asked({ approvers: [U_DANA], minApprovals: 1 });
    machine.recognize(BOTH);
    const rev = machine.load()?.rev ?? 0;
    const absence = { person: DANA, from: NOW - 1, until: NOW + 1_000, delegate: BO };
    machine.applyAbsences({ rev, absences: [absence] });
    expect(view().delegates).toEqual([{ approver: U_DANA, delegate: BO }]);

    const other = asked({ approvers: [U_DANA], minApprovals: 1 });
    other.machine.recognize(BOTH);
    const own = { person: U_DANA, from: NOW - 1, until: NOW + 1_000, delegate: DANA };
    other.machine.applyAbsences({ rev: other.machine.load()?.rev ?? 0, absences: [own] });
    expect(other.view()).not.toHaveProperty("delegates");
  });
});

describe("whoever asks, named by an id", () => {
  const own = { approvers: [U_DANA, BO], requestedBy: DANA };

  test("is refused by every door, on record, and the missing one is shown", () => {
    const { machine, answerAs, record, view, sql } = asked(own);
    machine.recognize(BOTH);
    expect(record().map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      { approver: U_DANA, names: [U_DANA, DANA], requester: true, missing: 1 },
    ]);
    expect(answerAs(U_DANA)).toMatchObject({ kind: "refused", code: "self-approval" });
    expect(machine.decide({ by: "key", ...byKey, given: { approved: true }, claimed: U_DANA })).toMatchObject({
      code: "self-approval",
    });
    const secret = mintToken(sql, { approver: U_DANA, verified: true, madeBy: "channel:slack" }, NOW);
    expect(machine.inspect(secret, null)).toMatchObject({ kind: "open", recipient: U_DANA, mayApprove: false });
    expect(machine.delegate({ by: "link", secret, to: "cy@example.com" })).toMatchObject({ kind: "refused" });
    expect(view()).toMatchObject({ approvals: [], missingApprovers: 1 });
  });

  test("a button tells both names, even where it is refused; their link is then refused too", () => {
    const { answerAs, press } = asked(own);
    expect(press(U_DANA, DANA)).toMatchObject({ kind: "refused", code: "self-approval" });
    expect(answerAs(U_DANA)).toMatchObject({ kind: "refused", code: "self-approval" });
  });

  test("without anything that says so, are who they are called", () => {
    const { answerAs } = asked(own);
    expect(answerAs(U_DANA)).toMatchObject({ kind: "recorded" });
  });
});

describe("a button tells both names", () => {
  test("so that whoever is listed under the address is found by the id alone later", () => {
    const { press, view } = asked({ approvers: [DANA, BO, "cy"], minApprovals: 2 });
    expect(press(U_DANA, DANA)).toMatchObject({ kind: "recorded" });
    expect(press(U_DANA, null)).toMatchObject({ kind: "already-answered" });
    expect(view().alsoKnownAs).toEqual([{ approver: DANA, names: [U_DANA] }]);
  });

  test("of a stranger, which nobody keeps", () => {
    const { press, machine } = asked();
    expect(press("U00000EVE", "eve@example.com")).toMatchObject({ kind: "not-allowed" });
    expect(machine.load()?.people.aliases).toEqual([]);
  });

  test("where nobody is named, so that nobody answers by both", () => {
    const { press } = asked({ approvers: [] });
    expect(press(U_DANA, DANA)).toMatchObject({ kind: "recorded" });
    expect(press(U_DANA, null)).toMatchObject({ kind: "already-answered" });
    expect(press("U000000BO", null)).toMatchObject({ kind: "recorded", result: { status: "approved" } });
  });
});

test("an escalation brings in nobody twice", () => {
  const { machine, view } = asked({
    approvers: [U_DANA, BO],
    escalate: [{ afterMs: 0, to: [DANA, "cy@example.com"], group: null }],
  });
  machine.recognize(BOTH);
  machine.settleTime();
  expect(view().approvers).toEqual([U_DANA, BO, "cy@example.com"]);
});

test("answers that do not fit the form are on record as refused, so often at most", () => {
  const formJson = '{"type":"object","properties":{"sum":{"type":"number"}},"required":["sum"]}';
  const { machine, sql } = asked({ approvers: [DANA], minApprovals: 1, formJson });
  const given = { approved: true, values: { sum: "x" } };
  for (let count = 0; count < 100; count += 1)
    expect(machine.decide({ by: "key", ...byKey, given, claimed: DANA })).toMatchObject({ kind: "values-invalid" });
  const { events } = listEvents(sql, { approvalId: "hitl_1", runId: null });
  const refused = events.filter(({ type }) => type === "approval.refused");
  expect(refused[0]).toMatchObject({ actor: "key:ci", detail: '{"why":"values-invalid"}' });
  expect(refused).toHaveLength(40);
  expect(JSON.stringify(events)).not.toContain('"x"');
});

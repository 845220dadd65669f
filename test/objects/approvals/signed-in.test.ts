/** Requests before people who are signed in: who sees one, who may answer it, and by whose name. */
import { describe, expect, test } from "vitest";
import type { Reader, SignInCredential } from "../../../src/approvals/port.ts";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";

const ANA = "ana@example.com";
const EVE = "eve@example.com";

function signIn(approval: TestApproval, person: string, parts: Partial<SignInCredential> = {}): SignInCredential {
  return { by: "sign-in", workspace: approval.workspace, person, sees: "workspace", ...parts };
}

function key(approval: TestApproval, person: string | null, workspace = approval.workspace): Reader {
  return { by: "key", workspace, keyName: "ci", person };
}

const asked = () => TestApproval.open({ approvers: [ANA, "bo@example.com"], minApprovals: 2 });

describe("who sees it", () => {
  test("an approver sees it as their own, proved", async () => {
    const approval = await asked();
    const view = await approval.owner.inspectAs(signIn(approval, "ANA@example.com", { sees: "own" }));
    expect(view).toMatchObject({ kind: "open", recipient: ANA, verified: true, data: { sum: 5 } });
  });

  test("who may see the workspace sees it under their own name, which is not among the approvers", async () => {
    const approval = await asked();
    const view = await approval.owner.inspectAs(signIn(approval, EVE));
    expect(view).toMatchObject({ kind: "open", recipient: EVE, approvers: [ANA, "bo@example.com"] });
  });

  test("who sees only their own does not see that of others, open or over", async () => {
    const approval = await asked();
    const eve = signIn(approval, EVE, { sees: "own" });
    expect(await approval.owner.inspectAs(eve)).toMatchObject({ kind: "not-allowed" });
    await approval.cancel();
    expect(await approval.owner.inspectAs(eve)).toMatchObject({ kind: "not-allowed" });
    expect(await approval.owner.inspectAs(signIn(approval, ANA, { sees: "own" }))).toMatchObject({ kind: "over" });
  });

  test("another workspace sees nothing, whoever it is", async () => {
    const approval = await asked();
    expect(await approval.owner.inspectAs(signIn(approval, ANA, { workspace: "other" }))).toEqual({ kind: "unknown" });
    expect(await approval.owner.inspectAs(key(approval, ANA, "other"))).toEqual({ kind: "unknown" });
  });

  test("a key is shown for whom it answers, unproved; one that is nobody's is to say it", async () => {
    const approval = await asked();
    expect(await approval.owner.inspectAs(key(approval, ANA))).toMatchObject({ recipient: ANA, verified: false });
    expect(await approval.owner.inspectAs(key(approval, null))).toMatchObject({ recipient: null, verified: false });
  });

  test("looking writes nothing and sets no alarm", async () => {
    const approval = await asked();
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    const [before, alarm] = [await approval.everything(), await approval.alarmAt()];
    for (const reader of [signIn(approval, ANA), signIn(approval, EVE), key(approval, null)])
      await approval.owner.inspectAs(reader);
    expect(await approval.everything()).toBe(before);
    expect(await approval.alarmAt()).toBe(alarm);
  });
});

describe("who answers it", () => {
  const yes = { given: { approved: true }, claimed: null };

  test("an approver, with proof and by their own name, also after an eviction", async () => {
    const approval = await TestApproval.open({ approvers: [ANA], requireVerified: true });
    const answer = await approval.owner.decide({ ...signIn(approval, ANA), ...yes });
    expect(answer).toMatchObject({
      kind: "recorded",
      result: { status: "approved", approvals: [{ approver: ANA, via: "sign-in", verified: true }] },
    });
    await approval.evict();
    expect(await approval.owner.inspectAs(signIn(approval, ANA))).toMatchObject({
      kind: "over",
      status: "approved",
      answered: { approver: ANA, via: "sign-in" },
    });
    expect((await approval.audit()).find(({ type }) => type === "approval.answered")?.actor).toBe(`person:${ANA}`);
  });

  test("nobody of another workspace, nobody who is not asked, nobody in another's name", async () => {
    const approval = await asked();
    const { owner } = approval;
    expect(await owner.decide({ ...signIn(approval, ANA, { workspace: "other" }), ...yes })).toEqual({
      kind: "unknown",
    });
    expect(await owner.decide({ ...signIn(approval, EVE), ...yes })).toMatchObject({ kind: "not-allowed" });
    expect(await owner.decide({ ...signIn(approval, EVE), ...yes, claimed: ANA })).toMatchObject({
      kind: "not-allowed",
    });
    expect((await approval.read())?.approvals).toEqual([]);
  });

  test("whoever asks may reject and not approve", async () => {
    const approval = await TestApproval.open({ approvers: [ANA], requestedBy: ANA });
    const refused = await approval.owner.decide({ ...signIn(approval, ANA), ...yes });
    expect(refused).toMatchObject({ kind: "refused", code: "self-approval" });
    const rejected = { given: { approved: false }, claimed: null };
    expect(await approval.owner.decide({ ...signIn(approval, ANA), ...rejected })).toMatchObject({ kind: "recorded" });
  });

  test("a proved approver hands it over; nobody else does", async () => {
    const approval = await asked();
    const to = "dee@example.com";
    expect(await approval.owner.delegate({ ...signIn(approval, EVE), to })).toMatchObject({ kind: "not-allowed" });
    const answer = await approval.owner.delegate({ ...signIn(approval, ANA), to });
    expect(["handed-over", "refused"]).toContain(answer.kind);
    if (answer.kind === "refused") expect(answer.code).toBe("not-reachable");
  });
});

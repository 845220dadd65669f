/** `action: resume | approve | reject`: a run answers another run's approval. */
import { describe, expect, test } from "vitest";
import { runWaitingFor, TestRun } from "../support/run.ts";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";

function answering(action: string, inputs: string): string {
  return `
ensemble: answering
agents:
  - name: answer
    agent: hitl
    config: { action: ${action} }
    inputs: ${inputs}
output: \${answer.output}
`;
}

describe.each([
  ["approve", "{ approvalId: '${input.id}', feedback: fine }", "approved"],
  ["reject", "{ executionId: '${input.id}', reason: no }", "rejected"],
  ["resume", "{ approvalId: '${input.id}', approved: true }", "approved"],
  ["resume", "{ approvalId: '${input.id}', approved: false }", "rejected"],
  ["approve", "{ token: 'hitl_${input.object}_${input.secret}' }", "approved"],
])("%s with %s", (action, inputs, status) => {
  test(`comes to ${status}, as the run's own doing`, async () => {
    const approval = await TestApproval.open();
    const waiting = await runWaitingFor(approval);
    const secret = await approval.link();
    const run = await TestRun.start(answering(action, inputs), {
      workspace: approval.workspace,
      input: { id: approval.id, object: approval.id.slice("hitl_".length), secret },
    });
    expect(await run.over()).toMatchObject({ status: "completed", output: { status, approvalId: approval.id } });
    expect((await waiting.over()).output).toMatchObject({ status });
    expect((await approval.read()).approvals).toMatchObject([{ via: "run", approver: run.id, verified: false }]);
    await expect.poll(() => approval.told(), SOON).toContain("approval.decided");
  });
});

async function answer(
  approval: TestApproval,
  action: string,
  inputs: string,
  workspace = approval.workspace,
): Promise<unknown> {
  const run = await TestRun.start(answering(action, inputs), { workspace, input: { id: approval.id } });
  const { status, output, error } = await run.over();
  return status === "failed" ? error?.code : output;
}

test("where approvers are named it says on whose behalf, and proves nobody", async () => {
  const approval = await TestApproval.open({ approvers: ["ana"] });
  expect(await answer(approval, "approve", "{ approvalId: '${input.id}' }")).toBe("approver-not-allowed");
  expect((await approval.read()).status).toBe("pending");
  expect(await answer(approval, "approve", "{ approvalId: '${input.id}', approver: bo }")).toBe("approver-not-allowed");
  expect(await answer(approval, "approve", "{ approvalId: '${input.id}', approver: Ana }")).toMatchObject({
    status: "approved",
    approvals: [{ approver: "ana", via: "run", verified: false }],
  });
});

test("half a quorum is pending", async () => {
  const approval = await TestApproval.open({ minApprovals: 2 });
  expect(await answer(approval, "approve", "{ approvalId: '${input.id}' }")).toMatchObject({
    status: "pending",
    approved: false,
  });
});

test("what is over stays as it is, and is given", async () => {
  const approval = await TestApproval.open();
  await approval.decide(false);
  expect(await answer(approval, "approve", "{ approvalId: '${input.id}' }")).toMatchObject({
    status: "rejected",
    approved: false,
  });
});

test("another workspace's approval is unknown", async () => {
  const approval = await TestApproval.open();
  expect(await answer(approval, "approve", "{ approvalId: '${input.id}' }", "elsewhere")).toBe("approval-unknown");
  expect((await approval.read()).status).toBe("pending");
});

test.each(["''", "nonsense", `hitl_${"0".repeat(64)}`, "${input.missing}"])("an id %s is unknown", async (id) => {
  const approval = await TestApproval.open();
  expect(await answer(approval, "approve", `{ approvalId: "${id}" }`)).toBe("approval-unknown");
});

test.each(["${input.missing}", "${'true'}", "${1}", "${null}"])(
  "resume with approved: %s decides nothing",
  async (approved) => {
    const approval = await TestApproval.open();
    expect(await answer(approval, "resume", `{ approvalId: '\${input.id}', approved: "${approved}" }`)).toBe(
      "approved-missing",
    );
    expect((await approval.read()).status).toBe("pending");
  },
);

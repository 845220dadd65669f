/** The programs of Cloudflare Agents' page: an expense, an approval by several people, and a question with a form. */
import { expect, test } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import { reference, type Stage, walked } from "../examples/support/stage.ts";
import { decideByLink } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";

const ADMIN = "admin@example.com";
const MANAGER = "manager@example.com";

function clientOf({ client }: Stage) {
  return createClient({ url: client.url, key: KEYS.main });
}

function expense(amount = 120) {
  return { amount, description: uniqueKey("expense"), requestedBy: "sam@example.com" };
}

test("an expense: progress is shown, it is listed as pending, approved in a name, processed, and on the trail", async () => {
  const stage = reference();
  const client = clientOf(stage);
  const input = expense();
  const run = await client.runs.start("expense-approval", { input, wait: 20 });
  expect(run).toMatchObject({
    status: "suspended",
    progress: { step: "approval", status: "pending", message: "120 dollars wait for approval" },
  });
  const { items } = await client.approvals.list({ status: "pending", run: run.id });
  expect(items).toMatchObject([{ data: input, requestedBy: input.requestedBy, approvers: [ADMIN] }]);
  const id = items[0]?.id ?? "";
  await client.approvals.decide(id, { approved: true, approver: ADMIN, feedback: "Within the budget" });
  expect(await client.runs.wait(run.id, { until: "end" })).toMatchObject({
    status: "completed",
    output: { approved: true, approvedBy: ADMIN },
  });
  expect((await stage.partners.only(input.description, "POST /expenses")).json).toMatchObject({
    ...input,
    validatedAt: expect.any(Number),
  });
  const trail = await eventually(
    () => client.audit.list({ approval: id }),
    (page) => page.items.some(({ type }) => type === "approval.decided"),
    { what: "the decision is on the trail" },
  );
  expect(trail.items.find(({ type }) => type === "approval.answered")?.detail).toMatchObject({ approver: ADMIN });
});

test("an expense that is rejected is not processed, and the program is told why", async () => {
  const stage = reference();
  const input = expense();
  const runId = await stage.start("expense-approval", input);
  await stage.answer(await stage.asked(runId, "approval"), { approver: ADMIN, approved: false, reason: "Declined" });
  expect((await stage.ended(runId)).output).toEqual({ approved: false, reason: "Declined" });
  expect((await stage.partners.calls(input.description)).filter(({ to }) => to === "api")).toEqual([]);
});

test("an expense that is no expense fails before anybody is asked", async () => {
  const stage = reference();
  const run = await stage.ended(await stage.start("expense-approval", expense(0)));
  expect(run).toMatchObject({ status: "failed", approvals: [], error: { agent: "validate" } });
});

test("an expense is reminded of after four hours, the manager is asked after a day, and after a week it is over", async () => {
  const stage = reference();
  const input = expense();
  const runId = await stage.start("expense-approval", input);
  const { id } = await stage.asked(runId, "approval");
  await stage.client.moveTime(id, "4h");
  const mails = async (count: number) => (await stage.partners.heard(input.description, count)).toSorted();
  expect(await mails(2)).toEqual([`mail to ${ADMIN}`, `mail to ${ADMIN}`]);
  // What is still under way when time moves on would be tried again.
  await stage.asked(runId, "approval");
  await stage.client.moveTime(id, "20h");
  expect(await mails(3)).toEqual([`mail to ${ADMIN}`, `mail to ${ADMIN}`, `mail to ${MANAGER}`]);
  expect((await stage.client.getApproval(id)).approvers).toEqual([ADMIN, MANAGER]);
  await stage.client.moveTime(id, "6 days");
  expect(await stage.ended(runId)).toMatchObject({
    status: "failed",
    error: { code: "ensemble-failed", message: "Nobody decided on the expense in time." },
  });
});

test("several must agree: whoever has answered is refused the second time, and the second person decides", async () => {
  const stage = reference();
  const action = uniqueKey("action");
  const runId = await stage.start("multi-approval", { action });
  const asked = await stage.asked(runId, "approval");
  expect(await stage.answer(asked, { approver: "ana@example.com", approved: true })).toBe("pending");
  await expect(stage.answer(asked, { approver: "ana@example.com", approved: true })).rejects.toThrow("409");
  expect((await stage.client.getRun(runId)).status).toBe("suspended");
  expect(await stage.answer(asked, { approver: "bo@example.com", approved: true })).toBe("approved");
  expect((await stage.ended(runId)).output).toEqual({ approvers: ["ana@example.com", "bo@example.com"] });
  expect((await stage.partners.calls(action)).filter(({ to }) => to === "api")).toHaveLength(1);
});

test("several must agree: one rejection ends it, and so does the end of time", async () => {
  const stage = reference();
  const [rejected, late] = await Promise.all(
    ["no", "late"].map((name) => stage.start("multi-approval", { action: uniqueKey(name) })),
  );
  await stage.answer(await stage.asked(rejected ?? "", "approval"), { approver: "bo@example.com", approved: false });
  await stage.client.moveTime((await stage.asked(late ?? "", "approval")).id, "1 day");
  for (const runId of [rejected ?? "", late ?? ""]) {
    const run = await stage.ended(runId);
    expect([run.status, walked(run)]).toEqual(["rejected", ["approval"]]);
  }
});

test("a question with a form: only a number is taken, and the program goes on with it", async () => {
  const stage = reference();
  const counter = uniqueKey("counter");
  const runId = await stage.start("increase-counter", { counter, confirm: true });
  const asked = await stage.asked(runId, "elicit-input");
  const link = await stage.client.mintLink(asked.id);
  expect((await decideByLink(link, { approved: true, values: { amount: "many" } })).status).toBe(422);
  expect((await decideByLink(link, { approved: true })).status).toBe(422);
  expect((await decideByLink(link, { approved: true, values: { amount: 3 } })).status).toBe(200);
  expect((await stage.ended(runId)).output).toBe("The counter was increased by 3.");
  expect((await stage.partners.only(counter, "POST /counter")).json).toEqual({ counter, amount: 3 });
});

test("a question with a form: declined, out of time or not confirmed, nothing is changed", async () => {
  const stage = reference();
  const counter = uniqueKey("counter");
  const unconfirmed = await stage.start("increase-counter", { counter, confirm: false });
  expect((await stage.ended(unconfirmed)).output).toBe("Nothing was changed.");
  const declined = await stage.start("increase-counter", { counter, confirm: true });
  await stage.answer(await stage.asked(declined, "elicit-input"), { approved: false });
  expect((await stage.ended(declined)).output).toBe("Nothing was changed.");
  const late = await stage.start("increase-counter", { counter, confirm: true });
  await stage.client.moveTime((await stage.asked(late, "elicit-input")).id, "1 day");
  expect(await stage.ended(late)).toMatchObject({ status: "failed", error: { code: "timeout" } });
  expect(await stage.partners.calls(counter)).toEqual([]);
});

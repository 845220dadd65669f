import { beforeAll, describe, expect, test } from "vitest";
import { decide, decideByLink, problemOf, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

describe("an answer that is no clear yes or no is refused with 400 and decides nothing", () => {
  let approvalId = "";
  let link = "";

  beforeAll(async () => {
    const { client } = shared();
    ({ approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("bad") }));
    link = await client.mintLink(approvalId);
  });

  const JSON_TYPE = { "content-type": "application/json" };
  const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

  test.each([
    ["approved as a text", JSON_TYPE, '{"approved":"false"}'],
    ["approved as the text true", JSON_TYPE, '{"approved":"true"}'],
    ["approved as a number", JSON_TYPE, '{"approved":1}'],
    ["approved as null", JSON_TYPE, '{"approved":null}'],
    ["no approved", JSON_TYPE, "{}"],
    ["approved inside something else", JSON_TYPE, '{"decision":{"approved":true}}'],
    ["null", JSON_TYPE, "null"],
    ["a list", JSON_TYPE, '[{"approved":true}]'],
    ["true alone", JSON_TYPE, "true"],
    ["an empty body", JSON_TYPE, ""],
    ["no body and no type", {}, ""],
    ["broken JSON", JSON_TYPE, '{"approved":true'],
    ["feedback that is no text", JSON_TYPE, '{"approved":true,"feedback":{"a":1}}'],
    ["an approver that is no text", JSON_TYPE, '{"approved":true,"approver":["ana@example.com"]}'],
    ["an empty form", FORM_TYPE, ""],
    ["a form without approved", FORM_TYPE, "feedback=fine"],
    ["a form with another word", FORM_TYPE, "approved=yes"],
    ["a form with 1", FORM_TYPE, "approved=1"],
    ["a form with an empty approved", FORM_TYPE, "approved="],
  ])("%s", async (_what, headers, body) => {
    const { client } = shared();
    const answer = await send(link, {
      method: "POST",
      body: body === "" ? undefined : new Blob([body]),
      headers: { accept: "application/json", ...headers },
    });
    expect(answer.status, answer.text).toBe(400);
    expect(problemOf(answer).code).toMatch(/^bad-(json|request)$/);
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  });

  test.each(["approved=true&approved=false", "approved=false&approved=true"])(
    "a form that says both: %s",
    async (body) => {
      const { client } = shared();
      const suspended = await client.startAndSuspend("publish", { key: uniqueKey("both") });
      const answer = await decideByLink(await client.mintLink(suspended.approvalId), new URLSearchParams(body));
      expect(answer.status, answer.text).toBe(400);
      expect(await client.getApproval(suspended.approvalId)).toMatchObject({ status: "pending", approvals: [] });
    },
  );

  test("a decision through the API is held to the same", async () => {
    const { client } = shared();
    for (const body of ['{"approved":"false"}', "null", "{}", '{"approved":']) {
      const answer = await client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body });
      expect(answer.status, body).toBe(400);
    }
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  });
});

describe("a form answers as JSON does", () => {
  test.each([
    ["true", "approved"],
    ["false", "rejected"],
  ])("approved=%s makes it %s", async (approved, status) => {
    const { client } = shared();
    const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("form") });
    const form = new URLSearchParams({ approved, reason: "Because", feedback: "Fine", approver: "ana@example.com" });
    const answer = await decideByLink(await client.mintLink(approvalId), form);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status, approvalId, runId });
    expect((await client.getApproval(approvalId)).approvals).toMatchObject([
      { approver: "ana@example.com", approved: approved === "true", feedback: "Fine", reason: "Because" },
    ]);
  });

  test("fields left empty count as not filled in", async () => {
    const { client } = shared();
    const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("empty") });
    const answer = await decideByLink(
      await client.mintLink(approvalId),
      new URLSearchParams({ approved: "true", reason: "", feedback: "", approver: "" }),
    );
    expect(answer.status).toBe(200);
    expect((await client.getApproval(approvalId)).approvals).toMatchObject([{ approver: "anonymous", approved: true }]);
  });
});

test("a link that has decided is used up: a second answer is told what happened, and when", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("over"), title: "Secret plan" });
  const link = await client.mintLink(approvalId);
  await decide(link, { approved: true });

  for (const again of [
    await decideByLink(link, { approved: false }),
    await send(link, { headers: { accept: "application/json" } }),
  ]) {
    expect(again.status).toBe(410);
    expect(again.body).toMatchObject({
      code: "approval-over",
      status: "approved",
      decidedAt: expect.stringMatching(/^\d{4}-/),
    });
    expect(again.text).not.toContain("Secret plan");
  }
});

describe("an approver who fills in a form", () => {
  test("is told with 422 which value does not fit, and the link stays good", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("values");
    const { runId, approvalId } = await client.startAndSuspend("form-asked", { key });
    const link = await client.mintLink(approvalId);

    const misfit = await decideByLink(link, { approved: true, values: { amount: 5_000 } });
    expect(misfit.status).toBe(422);
    expect(
      problemOf(misfit)
        .errors?.map((error) => error.path)
        .join(),
    ).toContain("amount");

    await decide(link, { approved: true, values: { amount: 250 } });
    const run = await client.waitForEnd(runId);
    expect(run.output).toEqual({ values: { amount: 250 } });
    expect((await counting.requests(`/pay/${key}`)).map((request) => JSON.parse(request.body))).toEqual([
      { amount: 250 },
    ]);
  });
});

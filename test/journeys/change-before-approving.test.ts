import { describe, expect, test } from "vitest";
import { decide, decideByLink, expectStatus, problemOf, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const BILL = { payee: "Nordlicht", amount: 120, lines: ["paper", "ink"] };

async function ask(data: unknown, form?: object) {
  const { client } = shared();
  const key = uniqueKey("edited");
  const { runId, approvalId } = await client.startAndSuspend("edited", {
    key,
    data,
    ...(form === undefined ? {} : { form }),
  });
  return { client, key, runId, approvalId, link: await client.mintLink(approvalId) };
}

/** As the page's own form does. */
function post(link: string, fields: Record<string, string>) {
  return send(link, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "text/html" } });
}

function hashIn(html: string): string {
  return /name="confirmed" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? "";
}

describe("a program", () => {
  test("sees that the data may be changed, and by which fields", async () => {
    const { client, approvalId, link } = await ask(BILL);
    expect((await send(link, { headers: { accept: "application/json" } })).body).toMatchObject({
      metadata: { editable: true, form: { properties: { amount: { type: "number" }, lines: { type: "array" } } } },
    });
    expect(await client.getApproval(approvalId)).toMatchObject({ editable: true, status: "pending" });
  });

  test("changes a part; the run goes on with the whole, and the record says what was changed and by whom", async () => {
    const { client, key, runId, approvalId, link } = await ask(BILL);
    await decide(link, { approved: true, approver: "ana", values: { amount: 90, lines: ["paper", "toner"] } });

    const values = { payee: "Nordlicht", amount: 90, lines: ["paper", "toner"] };
    const run = await client.waitForEnd(runId);
    expect(run.output).toMatchObject({ values, approvals: [{ approver: "ana", edited: ["amount", "lines.1"] }] });
    const sent = await shared().counting.requests(`/sent/${key}`);
    expect(sent.map((request) => JSON.parse(request.body))).toEqual([values]);
    expect(await client.getApproval(approvalId)).toMatchObject({
      values,
      approvals: [{ edited: ["amount", "lines.1"] }],
    });
    const trail = await client.audit({ approval: approvalId });
    expect(trail.find(({ type }) => type === "approval.edited")).toMatchObject({
      actor: "person:ana",
      detail: {
        approver: "ana",
        paths: ["amount", "lines.1"],
        valuesHash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    });
    expect(JSON.stringify(trail)).not.toContain("toner");
  });

  test("is told with 422 what does not fit, and the link stays good", async () => {
    const { client, runId, link } = await ask(BILL);
    const misfit = await decideByLink(link, { approved: true, values: { amount: "a lot", payee: null, extra: 1 } });
    expect(misfit.status).toBe(422);
    expect(problemOf(misfit)).toMatchObject({
      code: "values-invalid",
      errors: [
        { path: "values.payee", message: "Please fill this in." },
        { path: "values.amount", message: "Must be a number." },
        { path: "values", message: 'The form has no field "extra".' },
      ],
    });
    await decide(link, { approved: true });
    expect(await client.waitForEnd(runId)).toMatchObject({ output: { values: BILL } });
  });

  test("that changes what it rejects changes nothing", async () => {
    const { client, runId, link } = await ask(BILL);
    await decide(link, { approved: false, values: { amount: 1 } });
    expect(await client.waitForEnd(runId)).toMatchObject({
      status: "rejected",
      output: { approvals: [{ approved: false }] },
    });
  });

  test("may answer with the API's own decision too", async () => {
    const { client, runId, approvalId } = await ask("A draft");
    const body = { approved: true, values: { data: "A better draft" } };
    expectStatus(await client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body }), 200);
    expect(await client.waitForEnd(runId)).toMatchObject({ output: { values: { data: "A better draft" } } });
  });
});

describe("a person", () => {
  const FIELDS = { approved: "true", "values.payee": "Nordlicht", "values.lines": "paper\r\nink" };

  test("decides at once where nothing was changed", async () => {
    const { client, runId, link } = await ask(BILL);
    const page = expectStatus(await post(link, { ...FIELDS, "values.amount": "120" }), 200);
    expect(page.text).toContain("Your approval is recorded");
    expect((await client.waitForEnd(runId)).output).toMatchObject({ values: BILL });
  });

  test("confirms exactly what was shown: another hash, or other values, is shown again", async () => {
    const { client, runId, approvalId, link } = await ask(BILL);
    const first = expectStatus(await post(link, { ...FIELDS, "values.amount": "90" }), 200);
    expect(first.text).toContain("Approve with these changes");
    const confirmed = hashIn(first.text);
    for (const fields of [
      { "values.amount": "9000", confirmed },
      { "values.amount": "90", confirmed: "0".repeat(64) },
      { "values.amount": "90", confirmed: "" },
    ]) {
      const again = expectStatus(await post(link, { ...FIELDS, ...fields }), 200);
      expect(again.text).toContain("Please look again");
      expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
    }
    const done = expectStatus(await post(link, { ...FIELDS, "values.amount": "90", confirmed }), 200);
    expect(done.text).toContain("Your approval is recorded");
    expect((await client.waitForEnd(runId)).output).toMatchObject({ values: { ...BILL, amount: 90 } });
  });

  test("who goes on editing decides nothing", async () => {
    const { client, approvalId, link } = await ask(BILL);
    const page = expectStatus(await post(link, { ...FIELDS, "values.amount": "77", "go-on": "editing" }), 200);
    expect(page.text).toMatch(/name="values.amount"[^>]*value="77"/);
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  });

  test("who empties a number is told at the field, and what was typed stays", async () => {
    const { link } = await ask(BILL);
    const page = expectStatus(await post(link, { ...FIELDS, "values.payee": "Else", "values.amount": "" }), 422);
    expect(page.text).toContain("Please fill this in.");
    expect(page.text).toContain('value="Else"');
  });

  test("who confirms too late is told how it ended", async () => {
    const { link } = await ask(BILL);
    const confirmed = hashIn((await post(link, { ...FIELDS, "values.amount": "90" })).text);
    await decide(link, { approved: false });
    const late = expectStatus(await post(link, { ...FIELDS, "values.amount": "90", confirmed }), 410);
    expect(late.text).toContain("rejected");
  });
});

test("large data is changed in good time: what the page cannot hold stays as it is", async () => {
  const lines = Array.from({ length: 3_200 }, (_, index) => `${index} ${"word ".repeat(20)}`).join("\n");
  const data = { title: "Large", text: lines, half: lines.slice(0, 100_000) };
  const { client, runId, link } = await ask(data);
  const page = expectStatus(await send(link, { headers: { accept: "text/html" } }), 200);
  expect(page.text).toContain("Too large to be changed here; it stays as it is: Text.");
  expect(page.text).not.toContain('name="values.text"');

  const other = data.half.replaceAll("word", "sword");
  const form = new FormData();
  for (const [name, text] of Object.entries({ approved: "true", "values.title": "Larger", "values.half": other }))
    form.set(name, text);
  const request = new Request(link, { method: "POST", body: form, headers: { accept: "text/html" } });
  const began = Date.now();
  const shown = await (await fetch(request)).text();
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(shown).toContain("2 changes");
  form.set("confirmed", hashIn(shown));
  const done = await fetch(new Request(link, { method: "POST", body: form, headers: { accept: "text/html" } }));
  expect(await done.text()).toContain("Your approval is recorded");
  expect(await client.waitForEnd(runId)).toMatchObject({ status: "completed" });
  expect((await client.getRun(runId)).steps.find(({ agent }) => agent === "send")).toMatchObject({
    status: "completed",
  });
});

import { expect, test } from "vitest";
import { decide, decideByLink, send } from "../support/client.ts";
import { uniqueKey } from "../support/unique.ts";
import { mailText, type Call } from "../examples/support/partners.ts";
import { reference, secondsToAnswer, type Stage } from "../examples/support/stage.ts";

/** What the documents say links start with; the Worker under test listens elsewhere. */
const BASE = "https://desk.example.workers.dev";

test("Slack is told: id, data, when it ends, and two buttons whose links answer", async () => {
  const stage = reference();
  const text = uniqueKey("slack");
  const runId = await stage.start("told-by-slack", { text, author: "Ada" });
  const asked = await stage.asked(runId, "await-approval");
  expect(asked.data).toEqual({ content: { text }, author: "Ada" });
  expect(secondsToAnswer(asked)).toBe(86_400);
  expect(await stage.partners.heard(text, 1)).toEqual(["slack"]);

  const { body } = await stage.partners.only(text, "slack");
  expect(body).toContain(asked.id);
  expect(body).toContain(`<!date^${Math.floor(Date.parse(asked.expiresAt ?? "") / 1000)}^`);
  const [approve, reject] = buttonsOf(body);
  expect(approve?.url).toMatch(
    /^https:\/\/desk\.example\.workers\.dev\/callback\/hitl_[0-9a-f]{64}_\S+\?action=approve$/,
  );
  expect(reject?.url).toBe(approve?.url.replace("approve", "reject"));

  expect((await decide(here(stage, approve?.url ?? ""), { approved: true })).status).toBe("approved");
  expect((await stage.ended(runId)).status).toBe("completed");
});

test("one mail goes to the address that is named, from the address that is named, and its link is personal", async () => {
  const stage = reference();
  const text = uniqueKey("mail");
  const runId = await stage.start("told-by-email", { text });
  expect(await stage.partners.heard(text, 1)).toEqual(["mail to ana@example.com"]);
  const mail = await stage.partners.only(text, "mail to ana@example.com");
  expect(mail.json).toMatchObject({ subject: "Please decide", from: { email: "desk@example.org" } });

  const link = here(stage, linkIn(mailText(mail)));
  await decide(link, { approved: false, reason: "Too long", feedback: "Half of it" });
  const run = await stage.ended(runId);
  expect(run.status).toBe("rejected");
  expect(run.steps[1]?.output).toMatchObject({
    status: "rejected",
    approved: false,
    rejected: true,
    timedOut: false,
    reason: "Too long",
    feedback: "Half of it",
    approvals: [{ approver: "ana@example.com", approved: false, feedback: "Half of it", verified: true }],
  });
});

test("the webhook gets id, data, three addresses and the end in milliseconds", async () => {
  const stage = reference();
  const text = uniqueKey("hook");
  const runId = await stage.start("told-by-webhook", { text });
  const asked = await stage.asked(runId, "await-approval");
  expect(await stage.partners.heard(text, 1)).toEqual(["webhook"]);
  const call = await stage.partners.only(text, "webhook");
  const { callbackUrl } = call.json as { callbackUrl: string };
  expect(callbackUrl.startsWith(`${BASE}/callback/hitl_`)).toBe(true);
  expect(call.json).toMatchObject({
    executionId: asked.id,
    approvalData: { content: { text } },
    approveUrl: `${callbackUrl}?action=approve`,
    rejectUrl: `${callbackUrl}?action=reject`,
    expiresAt: Date.parse(asked.expiresAt ?? ""),
  });
});

test("a page of one's own asks the link what it is about, any number of times, and answers it once", async () => {
  const stage = reference();
  const text = uniqueKey("own-page");
  const runId = await stage.start("told-by-webhook", { text });
  const callback = await callbackOf(stage, text);
  for (let looks = 0; looks < 3; looks += 1) {
    const { status, body } = await send(callback);
    expect([status, body]).toMatchObject([
      200,
      {
        token: callback.split("/").at(-1),
        status: "suspended",
        metadata: { runId, ensemble: "told-by-webhook", agent: "await-approval", approvalData: { content: { text } } },
      },
    ]);
  }
  const yes = { approved: true, feedback: "Looks fine", approver: "ana@example.com" };
  expect((await decideByLink(callback, yes)).status).toBe(200);
  expect((await decideByLink(callback, yes)).status).toBe(410);
  expect((await stage.ended(runId)).output).toMatchObject({
    status: "approved",
    approved: true,
    rejected: false,
    timedOut: false,
    feedback: "Looks fine",
    approvals: [{ approver: "ana@example.com", approved: true, timestamp: expect.any(String), feedback: "Looks fine" }],
  });
});

test("a run answers what another has asked (action: resume), and says so", async () => {
  const stage = reference();
  const text = uniqueKey("resumed");
  const asking = await stage.start("told-by-webhook", { text });
  const token = (await callbackOf(stage, text)).split("/").at(-1);
  const answering = await stage.start("resumed", { token, approved: false, feedback: "By rule" });

  expect((await stage.ended(answering)).output).toMatchObject({ status: "rejected", rejected: true });
  expect(await stage.ended(asking)).toMatchObject({ status: "rejected", output: { feedback: "By rule" } });
});

async function callbackOf(stage: Stage, about: string): Promise<string> {
  await stage.partners.heard(about, 1);
  const { json } = await stage.partners.only(about, "webhook");
  return here(stage, (json as { callbackUrl: string }).callbackUrl);
}

/** The link as the Worker under test can be asked. */
function here(stage: Stage, link: string): string {
  return link.replace(BASE, stage.client.url).replace(/\?.*$/, "");
}

function linkIn(text: string): string {
  return /https?:\/\/\S+\/callback\/hitl_[0-9a-f]{64}_[0-9a-f-]{36}/.exec(text)?.[0] ?? "";
}

function buttonsOf(body: Call["body"]): readonly { readonly url: string }[] {
  const { blocks } = JSON.parse(body) as { blocks: { type: string; elements: { url: string }[] }[] };
  return blocks.find(({ type }) => type === "actions")?.elements ?? [];
}

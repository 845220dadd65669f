import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { reference, walked } from "../examples/support/stage.ts";
import { mailText, promptOf } from "../examples/support/partners.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const PUBLISHED = "POST /cms/publish";

test("the draft is published when both have approved it, and not before", async () => {
  const stage = reference();
  const topic = uniqueKey("lighthouses");
  const draft = `On ${topic}.\n\nThey blink.`;
  await stage.partners.modelSays(topic, draft);
  const runId = await stage.start("content-approval", { topic });

  const asked = await stage.asked(runId, "approve");
  expect(asked).toMatchObject({
    data: draft,
    prompt: "Read the draft with an eye on:\n- Facts\n- Manners\n- House style\n",
    approvers: [ANA, BO],
    minApprovals: 2,
  });
  expect(await stage.answer(asked, { approver: BO, approved: true })).toBe("pending");
  expect(await stage.partners.heard(topic, 3)).not.toContain(PUBLISHED);
  expect(await stage.answer(asked, { approver: ANA, approved: true, feedback: "Lovely" })).toBe("approved");

  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["completed", { status: "approved", published: true }]);
  expect(walked(run)).toEqual(["generate", "approve", "publish", "notify-rejection (skipped)"]);
  const [first, ...rest] = await stage.partners.calls(topic);
  expect(first?.to).toBe("model");
  expect(promptOf({ body: first?.body ?? "{}" })).toBe(`Write two paragraphs on ${topic}`);
  expect(rest.slice(0, 2).map(({ to }) => to)).toEqual(["mail", "mail"]);
  expect(await stage.partners.only(topic, PUBLISHED)).toMatchObject({
    body: draft,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
  expect(rest).toHaveLength(3);
});

test("one rejection is enough, and the team is told why", async () => {
  const stage = reference();
  const topic = uniqueKey("windmills");
  await stage.partners.modelSays(topic, `On ${topic}.`);
  const runId = await stage.start("content-approval", { topic });
  const asked = await stage.asked(runId, "approve");
  const reason = `Not true: ${topic}`;
  expect(await stage.answer(asked, { approver: ANA, approved: false, reason, feedback: "<b>Sources</b>!" })).toBe(
    "rejected",
  );

  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { status: "rejected", published: false }]);
  expect(walked(run)).toEqual(["generate", "approve", "publish (skipped)", "notify-rejection"]);
  const calls = await stage.partners.heard(topic, 5);
  expect(calls[0]).toBe("model");
  expect(calls.slice(1, 3).toSorted()).toEqual([`mail to ${ANA}`, `mail to ${BO}`]);
  // Whoever did not answer hears that it is over.
  expect(calls.slice(3).toSorted()).toEqual([`mail to ${BO}`, "mail to writers@example.com"]);
  const mail = await stage.partners.only(topic, "mail to writers@example.com");
  expect(mail.json).toMatchObject({ subject: "Sent back" });
  expect(mailText(mail)).toBe(`Because: ${reason}\nNext time: <b>Sources</b>!`);
});

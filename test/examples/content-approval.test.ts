import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { mailText, promptOf } from "./support/partners.ts";
import { examples, walked } from "./support/stage.ts";

const EDITOR = "editor@example.com";

test("what the editor says goes back to the model, each round is asked anew, and the approved draft is published", async () => {
  const stage = examples();
  const { client, partners } = stage;
  const topic = uniqueKey("tides");
  await partners.modelSays(topic, "First draft.", "Second draft.");
  const runId = await stage.start("content-approval", { topic });

  const first = await stage.asked(runId, "review");
  expect(first).toMatchObject({ approvers: [EDITOR], data: { topic, text: "First draft." } });
  expect(await stage.answer(first, { approver: EDITOR, approved: false, feedback: "Name the moon" })).toBe("rejected");

  const second = await stage.asked(runId, "review");
  expect(second.id).not.toBe(first.id);
  expect(second.data).toEqual({ topic, text: "Second draft." });
  expect((await client.getApproval(first.id)).status).toBe("rejected");
  await stage.answer(second, { approver: EDITOR, approved: true });

  const run = await stage.ended(runId);
  expect(run).toMatchObject({
    status: "completed",
    output: { status: "approved", published: true, text: "Second draft." },
  });
  expect(walked(run)).toEqual(["draft", "review", "draft#2", "review#2", "publish", "tell-team (skipped)"]);
  expect(run.steps[0]?.usage).toEqual({ inputTokens: 11, outputTokens: 7 });

  expect(await partners.heard(topic, 5)).toEqual([
    "model",
    `mail to ${EDITOR}`,
    "model",
    `mail to ${EDITOR}`,
    "POST /cms/publish",
  ]);
  const prompts = (await partners.calls(topic)).filter(({ to }) => to === "model").map(promptOf);
  expect(prompts[0]?.trim()).toBe(`Write a post about this: ${topic}`);
  expect(prompts[1]).toContain("said: Name the moon\nFirst draft.");
  expect((await partners.only(topic, "POST /cms/publish")).json).toEqual({
    title: topic,
    text: "Second draft.",
    approvedBy: EDITOR,
  });
});

test("after the third rejection nothing is published, and the team hears why", async () => {
  const stage = examples();
  const { partners } = stage;
  const topic = uniqueKey("clouds");
  await partners.modelSays(topic, "A draft.");
  const runId = await stage.start("content-approval", { topic });
  for (const reason of ["too long", "too dull", "**no** hope"]) {
    const asked = await stage.asked(runId, "review");
    await stage.answer(asked, { approver: EDITOR, approved: false, reason });
  }

  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "rejected", output: { status: "rejected", published: false } });
  expect(walked(run).slice(-2)).toEqual(["publish (skipped)", "tell-team"]);
  const calls = await partners.heard(topic, 7);
  expect(calls.filter((name) => name === "model")).toHaveLength(3);
  expect(calls).not.toContain("POST /cms/publish");
  const mail = await partners.only(topic, "mail to writers@example.com");
  expect(mail.json).toMatchObject({ subject: `Given up: ${topic}`, from: { email: "countersign@example.com" } });
  expect(mailText(mail)).toContain("**no** hope");
});

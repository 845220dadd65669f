import { expect, test } from "vitest";
import { decideByLink, problemOf } from "../support/client.ts";
import { examples, walked } from "./support/stage.ts";

const EDITOR = "editor@example.com";

const DRAFT = {
  title: "The new Kettle is here",
  text: "You will love the Kettle.\nIt does what a Kettle does.\n\nAmazing!!!",
  channels: ["website"],
  tags: ["news"],
  draftedBy: "edit-and-publish",
};

test("what the editor made of the draft is published, and the record says what they changed", async () => {
  const stage = examples();
  const runId = await stage.start("edit-and-publish", { product: "Kettle" });
  const asked = await stage.asked(runId, "approve");
  expect(asked).toMatchObject({ data: DRAFT, editable: true, approvers: [EDITOR] });

  const link = await stage.client.mintLink(asked.id, EDITOR);
  const misfit = await decideByLink(link, { approved: true, values: { title: "K", channels: ["radio"] } });
  expect(problemOf(misfit).errors?.map(({ path }) => path)).toEqual(["values.title", "values.channels.0"]);

  const values = { text: "The Kettle boils water.", channels: ["website", "posters"] };
  expect(await stage.answer(asked, { approver: EDITOR, approved: true, values })).toBe("approved");
  const run = await stage.ended(runId);
  expect(run.output).toEqual({
    status: "approved",
    edited: ["text", "channels"],
    published: { post: { ...DRAFT, ...values } },
  });
  const trail = await stage.client.audit({ approval: asked.id });
  expect(trail.find(({ type }) => type === "approval.edited")).toMatchObject({
    actor: `person:${EDITOR}`,
    detail: { approver: EDITOR, paths: ["text", "channels"] },
  });
});

test("a draft approved as it is is published as it is", async () => {
  const stage = examples();
  const runId = await stage.start("edit-and-publish", { product: "Kettle" });
  await stage.answer(await stage.asked(runId, "approve"), { approver: EDITOR, approved: true });
  expect((await stage.ended(runId)).output).toEqual({ status: "approved", published: { post: DRAFT } });
});

test("a draft that is rejected is not published, whatever was changed in it", async () => {
  const stage = examples();
  const runId = await stage.start("edit-and-publish", { product: "Kettle" });
  const decision = { approver: EDITOR, approved: false, values: { title: "Another title" } };
  expect(await stage.answer(await stage.asked(runId, "approve"), decision)).toBe("rejected");
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["draft", "approve", "publish (skipped)"]);
  expect(run.output).toEqual({ status: "rejected" });
});

/** The program of Inferable's page: a user is deleted once somebody has agreed, who is told where the program says. */
import { expect, test } from "vitest";
import { reference, walked } from "../examples/support/stage.ts";
import { uniqueKey } from "../support/unique.ts";

const ENSEMBLE = "delete-user";

test("without a destination nobody is told, and the request waits in the inbox without end", async () => {
  const stage = reference();
  const userId = uniqueKey("user");
  const runId = await stage.start(ENSEMBLE, { userId });
  const asked = await stage.asked(runId, "approval");
  expect(asked).toMatchObject({ prompt: `May the user ${userId} be deleted?`, deliveries: [] });
  expect(asked.expiresAt).toBeUndefined();
  await stage.client.moveTime(asked.id, "365 days");
  expect(await stage.client.getApproval(asked.id)).toMatchObject({ status: "pending" });
  await stage.answer(asked, { approved: true });
  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "completed", output: { deleted: userId } });
  expect(walked(run)).toEqual(["approval", "delete"]);
  expect(await stage.partners.heard(userId, 1)).toEqual(["POST /customers/delete"]);
});

test("rejected, the run is rejected, and what follows does not happen", async () => {
  const stage = reference();
  const userId = uniqueKey("user");
  const runId = await stage.start(ENSEMBLE, { userId });
  await stage.answer(await stage.asked(runId, "approval"), { approved: false, reason: "The wrong one" });
  const run = await stage.ended(runId);
  expect(run.status).toBe("rejected");
  expect(walked(run)).toEqual(["approval"]);
  expect(await stage.partners.calls(userId)).toEqual([]);
});

test.each([
  ["email", "mail to ana@example.com"],
  ["slackEmail", "bot in D00000001"],
  ["slackUser", "bot in D00000001"],
  ["slackChannel", "bot in C00000002"],
])("%s: the request goes there, and so does the notification", async (destination, place) => {
  const stage = reference();
  const userId = uniqueKey("user");
  const runId = await stage.start(ENSEMBLE, { userId, destination });
  const asked = await stage.asked(runId, "approval");
  expect(asked.deliveries).toMatchObject([{ status: "delivered" }]);
  expect(await stage.partners.heard(userId, 1)).toEqual([place]);
  await stage.answer(asked, { approved: true });
  expect((await stage.ended(runId)).status).toBe("completed");
  const news = await stage.partners.heard(`user ${userId} is deleted`, 1);
  expect(news).toEqual([place]);
  expect((await stage.partners.calls(userId)).filter(({ to }) => to === "api")).toHaveLength(1);
});

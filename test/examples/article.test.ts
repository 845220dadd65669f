import { expect, test } from "vitest";
import { expectStatus } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueKey } from "../support/unique.ts";
import { examples, walked } from "./support/stage.ts";

test("each round says what was asked for in the one before, and nothing appears before it may", async () => {
  const stage = examples();
  const topic = uniqueKey("tyres");
  const runId = await stage.start("article", { topic });
  await stage.answer(await stage.asked(runId, "review"), { approved: false, feedback: "mention ice" });
  const second = await eventually(
    () => stage.asked(runId, "review"),
    ({ data }) => JSON.stringify(data).includes("mention ice"),
    { what: "the second round is asked" },
  );
  expect(second).toMatchObject({ data: { text: expect.stringContaining("Changed as asked: mention ice.") } });
  expect(second).not.toHaveProperty("expiresAt");
  await stage.answer(second, { approved: true });
  const held = await eventually(
    () => stage.client.getRun(runId),
    ({ steps }) => steps.at(-1)?.agent === "embargo-lifted",
    { what: "it waits for the embargo" },
  );
  expect(held).toMatchObject({ status: "suspended", progress: { round: 2, of: 3 } });
  expectStatus(
    await stage.client.send(`/api/runs/${runId}/events`, { method: "POST", body: { type: "embargo-lifted" } }),
    202,
  );
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["draft#1", "review#1", "draft#2", "review#2", "embargo-lifted", "publish"]);
  expect(run.output).toEqual({ published: `https://news.example.com/${topic}`, rounds: 2 });
});

test("after three rounds it is over", async () => {
  const stage = examples();
  const runId = await stage.start("article", { topic: uniqueKey("tyres") });
  for (let round = 1; round <= 3; round += 1) {
    const asked = await eventually(
      () => stage.asked(runId, "review"),
      ({ data }) => JSON.stringify(data).split("Changed as asked").length === round,
      { what: `round ${round} is asked` },
    );
    await stage.answer(asked, { approved: false, feedback: `wish ${round}` });
  }
  expect((await stage.ended(runId)).output).toEqual({
    published: null,
    rounds: 3,
    wishes: ["wish 1", "wish 2", "wish 3"],
  });
});

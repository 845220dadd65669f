import { describe, expect, test } from "vitest";
import { decideByLink, problemOf, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const KIB = 1024;

describe("a start that cannot work is refused, and says what is wrong", () => {
  test("an unknown ensemble is 404", async () => {
    const { client } = shared();
    const answer = await client.tryStartRun("no-such-ensemble", { input: {} });
    expect(answer.status).toBe(404);
    expect(problemOf(answer).code).toBe("ensemble-unknown");
    expect((await client.send("/api/ensembles/no-such-ensemble")).status).toBe(404);
  });

  test.each(["{", '{"input":', "not json", "{'input':{}}"])("malformed JSON is 400: %s", async (body) => {
    const { client } = shared();
    const answer = await client.tryStartRun("publish", body);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).code).toBe("bad-json");
  });

  test.each(['{"input":[]}', '{"input":"x"}', "[]", "null", '{"input":{},"requestedBy":7}'])(
    "JSON of another shape is 400: %s",
    async (body) => {
      const { client } = shared();
      expect((await client.tryStartRun("publish", body)).status).toBe(400);
    },
  );

  test("an input that does not fit is 422 and names each field", async () => {
    const { client } = shared();
    const input = { count: 1.5, ratio: "half", urgent: "yes", tags: {}, options: [], tone: "shrill", anything: null };
    const answer = await client.tryStartRun("strict-input", { input });

    expect(answer.status).toBe(422);
    const problem = problemOf(answer);
    expect(problem.code).toBe("input-invalid");
    expect(problem.errors?.map((error) => error.path.replace(/^input\./, "")).toSorted()).toEqual([
      "count",
      "options",
      "ratio",
      "tags",
      "tone",
      "topic",
      "urgent",
    ]);
    for (const error of problem.errors ?? []) expect(error.message).not.toBe("");
  });

  test("an input that fits is taken with its types kept", async () => {
    const { client } = shared();
    const run = await client.startRun("strict-input", { topic: "Tea", count: 3, anything: [1, { a: null }] });
    expect((await client.waitForEnd(run.id)).output).toEqual({ topic: "Tea", count: 3 });
  });

  test("an input over 512 KiB is 413, one just under it is taken", async () => {
    const { client } = shared();
    const big = await client.tryStartRun("publish", { input: { key: uniqueKey("big"), title: "x".repeat(512 * KIB) } });
    expect(big.status).toBe(413);
    expect(problemOf(big).code).toBe("too-large");

    const fits = await client.tryStartRun("publish", {
      input: { key: uniqueKey("fits"), title: "x".repeat(500 * KIB) },
    });
    expect(fits.status, fits.text.slice(0, 500)).toBe(202);
  });
});

test("an answer over 256 KiB is 413, and the link stays good", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("large") });
  const link = await client.mintLink(approvalId);
  const padding = "x".repeat(257 * KIB);

  const asJson = await decideByLink(link, { approved: true, feedback: padding });
  expect(asJson.status).toBe(413);
  expect(problemOf(asJson).code).toBe("too-large");
  const asForm = await decideByLink(link, new URLSearchParams({ approved: "true", feedback: padding }));
  expect(asForm.status).toBe(413);
  const streamed = await send(link, {
    method: "POST",
    body: chunked(JSON.stringify({ approved: true, feedback: padding })),
    headers: { accept: "application/json", "content-type": "application/json" },
  });
  expect(streamed.status).toBe(413);

  expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  expect((await decideByLink(link, { approved: true })).status).toBe(200);
});

/** A body of unknown length, so that no Content-Length gives it away. */
function chunked(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream().pipeThrough(new TransformStream());
}

/** The trail proves itself, and leaves as a file. */
import { expect, test } from "vitest";
import { shared } from "../support/shared.ts";

test("the trail is whole after all that happened, and its export holds the hash that the check gives", async () => {
  const { client } = shared();
  const before = await client.send("/api/audit/export");
  const check = await client.send("/api/audit/verify");
  expect(check.body).toMatchObject({
    valid: true,
    entries: expect.any(Number),
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(before.headers.get("content-type")).toBe("application/x-ndjson");
  const csv = await client.send("/api/audit/export?format=csv");
  expect(csv.headers.get("content-type")).toContain("text/csv");
  expect((await client.send("/api/audit/export?format=xml")).status).toBe(400);
});

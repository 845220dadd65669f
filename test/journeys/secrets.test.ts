import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { decide, send } from "../support/client.ts";
import { TEST_SECRET } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a value of the environment goes out with the call that needs it, and is seen nowhere else", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("secret");
  await counting.behave(`/call/${key}`, { status: 400, body: { error: `not allowed: Bearer ${TEST_SECRET}` } });
  const { runId, approvalId } = await client.startAndSuspend("secretive", { key });
  const link = await client.mintLink(approvalId);

  const approval = await client.getApproval(approvalId);
  expect(approval.prompt).toBe("Use ${env.TEST_SECRET}?");
  const shown = [JSON.stringify(approval)];
  for (const accept of ["text/html", "application/json"]) shown.push((await send(link, { headers: { accept } })).text);
  await decide(link, { approved: true });
  const run = await client.waitForEnd(runId);
  expect(run).toMatchObject({ status: "failed", error: { agent: "call", message: expect.stringContaining("400") } });
  shown.push(JSON.stringify(run), JSON.stringify(await client.audit({ run: runId })));

  for (const text of shown) expect(text).not.toContain(TEST_SECRET);
  expect((await counting.requests(`/call/${key}`))[0]?.headers["authorization"]).toBe(`Bearer ${TEST_SECRET}`);
  expect(filesWith(TEST_SECRET)).toEqual([]);
});

test("of a link only a hash is kept: whoever reads the disk cannot answer", async () => {
  const { client } = shared();
  const key = uniqueKey("disk");
  const { approvalId } = await client.startAndSuspend("publish", { key });
  const link = await client.mintLink(approvalId);

  expect(filesWith(key)).not.toEqual([]);
  expect(filesWith(link.slice(-36))).toEqual([]);
  await decide(link, { approved: true });
  expect(filesWith(link.slice(-36))).toEqual([]);
});

/** The files of the Worker's state that hold the text. */
function filesWith(text: string): string[] {
  const folder = inject("workerState");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => holds(join(folder, name), text));
}

function holds(path: string, text: string): boolean {
  try {
    return statSync(path).isFile() && readFileSync(path).includes(text);
  } catch {
    // The runtime removes journals of databases as it goes.
    return false;
  }
}

/** Who may be told that something has changed: whoever sees the page, from the page itself. */
import { beforeAll, describe, expect, test } from "vitest";
import { openSocket } from "../support/open-socket.ts";
import { send } from "../support/client.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

let runId = "";
let approvalId = "";
let link = "";

beforeAll(async () => {
  const { client } = shared();
  ({ runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("live") }));
  link = await client.mintLink(approvalId);
});

describe("with a session", () => {
  test("runs, approvals and lists are watched by whoever may see them", async () => {
    const main = await sessionOf(KEYS.main);
    for (const path of [`/live?run=${runId}`, `/approvals/${approvalId}/live`, "/live"]) {
      expect([path, await open(path, { cookie: main })]).toEqual([path, 101]);
    }
    expect(await open(`/live?run=${runId}`, { cookie: await sessionOf(KEYS.runs) })).toBe(101);
    expect(await open(`/approvals/${approvalId}/live`, { cookie: await sessionOf(KEYS.runs) })).toBe(403);
    expect(await open("/live", { cookie: await sessionOf(KEYS.approvals) })).toBe(101);
    expect(await open(`/live?run=${runId}`, { cookie: await sessionOf(KEYS.approvals) })).toBe(403);
  });

  test("another workspace's are not there", async () => {
    const cookie = await sessionOf(KEYS.other);
    expect(await open(`/live?run=${runId}`, { cookie })).toBe(404);
    expect(await open(`/approvals/${approvalId}/live`, { cookie })).toBe(404);
  });

  test("no session, or one made up, is none", async () => {
    expect(await open("/live", {})).toBe(401);
    expect(await open(`/live?run=${runId}`, { cookie: `${(await sessionOf(KEYS.main)).slice(0, -2)}xx` })).toBe(401);
    expect(await open(`/live?run=${runId}`, { authorization: `Bearer ${KEYS.main}` })).toBe(401);
  });
});

describe("with a link", () => {
  test("its request is watched, without a session", async () => {
    expect(await open(`${pathOf(link)}/live`, {})).toBe(101);
  });

  test("one made up, or of another request's secret, is none", async () => {
    const other = await shared().client.startAndSuspend("publish", { key: uniqueKey("live") });
    const secret = (await shared().client.mintLink(other.approvalId)).split("_").at(-1) ?? "";
    const mixed = pathOf(link).replace(/[^_]*$/, secret);
    for (const path of [mixed, pathOf(link).slice(0, -1), "/callback/x"]) {
      expect([path, await open(`${path}/live`, {})]).toEqual([path, 404]);
    }
  });
});

test("a page of another site is refused, whatever cookie the browser sends with it", async () => {
  const cookie = await sessionOf(KEYS.main);
  for (const origin of ["https://evil.example", "null", "", `${shared().url}.evil.example`]) {
    for (const path of [`/live?run=${runId}`, `${pathOf(link)}/live`]) {
      expect([origin, path, await open(path, { cookie, origin })]).toEqual([origin, path, 403]);
    }
  }
});

test("what asks for no socket is told so", async () => {
  expect((await send(`${shared().url}/live`)).status).toBe(400);
  expect((await send(`${link}/live`)).status).toBe(400);
});

function open(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { url } = shared();
  return openSocket(url + path, { origin: url, ...headers });
}

function pathOf(address: string): string {
  return new URL(address).pathname;
}

async function sessionOf(key: string): Promise<string> {
  const { url } = shared();
  const body = new URLSearchParams({ key });
  const answer = await send(`${url}/sign-in`, { method: "POST", body, headers: { origin: url } });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** The example of a user interface of one's own, in a browser: it holds no key, and people decide with it. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useBrowser, wordsOn } from "../support/browser-story.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { ROOT } from "../support/worker-config.ts";

const EXAMPLE = join(ROOT, "examples/custom-ui");
const newPage = useBrowser();
/** Than the next look at the list, which is taken every ten seconds anyway. */
const SOONER = 5_000;
const EVENTS = "/api/events";
let server: Server;
let url: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(EXAMPLE, "page.tsx")],
    tsconfig: join(EXAMPLE, "tsconfig.json"),
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files = new Map([
    ["/", { type: "text/html", text: readFileSync(join(EXAMPLE, "index.html"), "utf8") }],
    ["/page.js", { type: "text/javascript", text: outputFiles[0]?.text ?? "" }],
  ]);
  server = createServer((request, response) => {
    const file = files.get((request.url ?? "").replace(/\?.*$/, ""));
    if (file !== undefined) return void response.writeHead(200, { "content-type": file.type }).end(file.text);
    void passOn(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** How often each path was asked for. */
const asked = new Map<string, number>();

/** The page's own server: it adds the key, which the browser never sees. */
async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const path = (request.url ?? "").replace("/countersign", "");
  asked.set(path, (asked.get(path) ?? 0) + 1);
  const place = request.headers["last-event-id"]?.toString();
  const answer = await fetch(`${shared().url}${path}`, {
    method: request.method ?? "GET",
    headers: {
      authorization: `Bearer ${KEYS.main}`,
      "content-type": "application/json",
      ...(place === undefined ? {} : { "last-event-id": place }),
    },
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  if (path === EVENTS && asked.get(path) === 1) setTimeout(() => response.destroy(), 300);
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
  for await (const part of answer.body ?? []) response.write(part);
  response.end();
}

test("what waits is listed, is answered, and leaves the list; events bring what is asked meanwhile, though the line broke", async () => {
  const { client } = shared();
  const [first, second] = [`First ${uniqueKey("ui")} <img src=x>?`, `Second ${uniqueKey("ui")}?`];
  const ask = (prompt: string) =>
    client.send("/api/approvals", { method: "POST", body: { prompt, data: { amount: 120 }, channels: [] } });
  const { body } = await ask(first);
  const page = await newPage();
  await page.goto(url);
  const item = page.getByRole("listitem").filter({ hasText: first });
  await item.getByText('{"amount":120}').waitFor();
  await vi.waitUntil(() => asked.get(EVENTS) === 2, { timeout: 10_000 });
  await ask(second);
  await page.getByRole("listitem").filter({ hasText: second }).waitFor({ timeout: SOONER });
  await item.getByRole("button", { name: "Approve" }).click();
  await item.waitFor({ state: "detached" });
  expect(await client.getApproval((body as { id: string }).id)).toMatchObject({ status: "approved" });
  const sources = await Promise.all([page.content(), page.evaluate("fetch('/page.js').then((file) => file.text())")]);
  expect(sources.join("")).not.toContain(KEYS.main);
});

test("the page behind a link shows what is asked, tells what is refused, answers, and says so later", async () => {
  const { client } = shared();
  const body = {
    prompt: `Pay ${uniqueKey("ui")}?`,
    data: { payee: "Dana" },
    approvers: ["ana@example.com"],
    channels: [],
  };
  const { id } = (await client.send("/api/approvals", { method: "POST", body })).body as { id: string };
  const link = await client.mintLink(id);
  const page = await newPage();
  await page.goto(`${url}/?link=${encodeURIComponent(link)}`);
  await page.getByText('"payee": "Dana"').waitFor();
  await page.getByRole("button", { name: "Reject" }).click();
  await page.getByRole("alert").waitFor();
  expect(await client.getApproval(id)).toMatchObject({ status: "pending", approvals: [] });
  await page.getByLabel("Your name").fill("ana@example.com");
  await page.getByLabel("Comment").fill("Not yet");
  await page.getByRole("button", { name: "Reject" }).click();
  await page.getByText("It is rejected.").waitFor();
  expect(await client.getApproval(id)).toMatchObject({
    status: "rejected",
    approvals: [{ approver: "ana@example.com", feedback: "Not yet", via: "link" }],
  });
  await page.reload();
  await page.getByText("already rejected").waitFor();
  await page.goto(`${url}/?link=${encodeURIComponent(`${link}0`)}`);
  await page.getByRole("alert").waitFor();
  expect(await wordsOn(page)).not.toContain("Dana");
});

/** The sockets of open pages: whose page may open one, whose it may watch, and what is said into it. */
import { setTimeout as sleep } from "node:timers/promises";
import { KEYS } from "../../support/settings.ts";
import { openSocket } from "../../support/open-socket.ts";
import { everyRoute } from "./routes.ts";
import { Probe } from "./probe.ts";
import type { Part } from "./report.ts";
import type { Target } from "./target.ts";

const PATIENCE_MS = 5_000;

export async function attackSockets(target: Target): Promise<Part> {
  const probe = new Probe(target);
  const { url } = target.worker;
  const { runId, approvalId } = await target.client.startAndSuspend("publish", { key: "sockets" });
  const link = new URL(await target.client.mintLink(approvalId)).pathname;
  const paths = {
    "/live": [`/live?run=${runId}`, "/live"],
    "/approvals/{id}/live": [`/approvals/${approvalId}/live`],
    "/callback/{token}/live": [`${link}/live`],
  };
  const known = everyRoute(JSON.parse((await target.send({ path: "/api/openapi.json" })).text))
    .filter(({ door }) => door === "socket")
    .filter(({ path }) => !Object.hasOwn(paths, path));
  for (const { path } of known) probe.blame(`${path} is not tried`);

  const [ours, theirs] = [await target.signIn(KEYS.main), await target.signIn(KEYS.other)];
  const expectOpening = async (path: string, headers: Readonly<Record<string, string>>, status: number) => {
    probe.requests += 1;
    const opened = await openSocket(url + path, { origin: url, ...headers });
    if (opened !== status) probe.blame(`${path} with ${JSON.stringify(headers)}: ${opened}, not ${status}`);
  };
  for (const path of Object.values(paths).flat()) {
    const isLink = path.startsWith(link);
    for (const origin of ["https://evil.example", "null", `${url}.evil.example`, "http://127.0.0.1:1"])
      await expectOpening(path, { cookie: ours, origin }, 403);
    if (isLink) continue;
    for (const cookie of ["", "countersign=x", `${ours.slice(0, -2)}xx`]) await expectOpening(path, { cookie }, 401);
    await expectOpening(path, { authorization: `Bearer ${KEYS.main}` }, 401);
    // The lists are everybody's own.
    await expectOpening(path, { cookie: theirs }, path === "/live" ? 101 : 404);
  }
  for (const odd of [`${link}x/live`, `${link.slice(0, -1)}/live`, "/callback/x/live"])
    await expectOpening(odd, {}, 404);

  const socket = await watch(`${url}/approvals/${approvalId}/live`, { origin: url, cookie: ours });
  const stranger = await watch(`${url}/live`, { origin: url, cookie: theirs });
  for (const frame of FRAMES) {
    const said = await watch(`${url}${link}/live`, { origin: url });
    said.socket.send(frame);
    const closed = await Promise.race([said.closed, sleep(PATIENCE_MS, "open")]);
    if (closed === "open") probe.blame(`${describe(frame)} is listened to`);
    if (said.told.length > 0) probe.blame(`${describe(frame)} is answered with ${said.told.join()}`);
    probe.requests += 1;
  }
  await probe.expectOpen(approvalId);
  await target.send({ path: link, headers: { "content-type": "application/json" }, body: '{"approved":false}' });
  await Promise.race([socket.first, sleep(PATIENCE_MS)]);
  if (socket.told.length === 0) probe.blame("whoever watches quietly is told nothing any more");
  for (const told of socket.told)
    if (told !== JSON.stringify({ changed: "approval", id: approvalId })) probe.blame(`a page is told ${told}`);
  if (stranger.told.length > 0) probe.blame(`another workspace is told ${stranger.told.join()}`);
  socket.socket.close();
  stranger.socket.close();
  return { name: "sockets", figures: { openings: probe.requests }, problems: probe.problems };
}

/** What nobody's page says. Larger ones the platform itself refuses. */
const FRAMES: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  "",
  "ping ",
  '{"approved":true}',
  JSON.stringify({ changed: "approval", id: "hitl_" }),
  new Uint8Array([0, 255, 254]),
  "x".repeat(900_000),
  new Uint8Array(4_000_000),
];

function describe(frame: string | Uint8Array): string {
  return typeof frame === "string" ? JSON.stringify(frame.slice(0, 40)) : `a frame of ${frame.length} bytes`;
}

interface Watching {
  readonly socket: WebSocket;
  readonly told: readonly string[];
  /** When something was told. */
  readonly first: Promise<void>;
  readonly closed: Promise<string>;
}

async function watch(address: string, headers: Readonly<Record<string, string>>): Promise<Watching> {
  // Node's takes headers; the types at hand are those of Workers.
  const socket = Reflect.construct(WebSocket, [address.replace(/^http/, "ws"), { headers }]) as WebSocket;
  const told: string[] = [];
  const first = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<string>();
  socket.addEventListener("message", ({ data }) => {
    told.push(String(data));
    first.resolve();
  });
  socket.addEventListener("close", ({ code }) => closed.resolve(String(code)));
  socket.addEventListener("error", () => closed.resolve("error"));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return { socket, told, first: first.promise, closed: closed.promise };
}

/** After a run that used everything secret: where any of it can be read. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../../support/eventually.ts";
import { followToTheEnd } from "../../support/event-reader.ts";
import { linkMailedTo } from "../../support/links-in.ts";
import { KEYS } from "../../support/settings.ts";
import type { ReceivedRequest } from "../../support/webhook-server.ts";
import { asRead } from "./as-read.ts";
import { callTool, mcpHeaders } from "./mcp-messages.ts";
import type { Part } from "./report.ts";
import { SECRETS, type Target } from "./target.ts";

/** Of these a deployment keeps nothing at all; the others stand in a request's own words where a program wrote them. */
const NOT_ON_DISK = Object.entries(SECRETS).filter(([what]) => !what.startsWith("the address of"));
/** What the development server itself prints: each request's path, and the variables it was started with. */
const NOT_OURS = /^\s*(?:\[wrangler:info\] [A-Z]+ \/|env\.|\[?\w+\]? (?:GET|POST|HEAD|PUT|DELETE) \/)/;

export async function lookForSecrets(target: Target): Promise<Part> {
  const key = "all-secrets";
  const { tokens, signing, runId } = await useThemAll(target, key);
  const shown = Object.entries({ ...SECRETS, ...signing });
  const all = [...shown, ...Object.entries(tokens)];
  target.alsoLookFor({ ...signing, ...tokens });
  await lookEverywhere(target, runId);
  const log = target.worker
    .readLog()
    .split("\n")
    .filter((line) => !NOT_OURS.test(line));
  const disk = readDisk(target.worker.state);
  const messages = messagesOf(target);
  const problems = [
    ...all.flatMap(([what, secret]) =>
      log.filter((line) => line.includes(secret)).map((line) => `the log tells ${what}: ${line.slice(0, 200)}`),
    ),
    ...[...NOT_ON_DISK, ...Object.entries(tokens)].flatMap(([what, secret]) =>
      disk.filter(({ bytes }) => holds(bytes, secret)).map(({ at }) => `${at} holds ${what}`),
    ),
    ...all.flatMap(([what, secret]) =>
      messages
        // A link is told to whom it is for.
        .filter(({ at, said }) => said.includes(secret) && !(what in tokens && at === "mail"))
        .map(({ at }) => `a message to ${at} tells ${what}`),
    ),
    ...messages
      .filter(({ at, said }) => at === "events" && said.includes(key))
      .map(({ said }) => `an event tells what a run was given: ${said.slice(0, 200)}`),
    ...usedAtAll(target, { key, runId }),
  ];
  const figures = {
    secrets: all.length,
    "lines of the log": log.length,
    "cells and files on disk": disk.length,
    messages: messages.length,
  };
  return { name: "secrets", figures, problems };
}

/** A run over every channel that is approved by a mailed link; and a webhook of events. */
async function useThemAll(target: Target, key: string) {
  const { client, servers } = target;
  servers.slackBot.addUser("ana@example.com");
  const hook = await client.send("/api/webhooks", { method: "POST", body: { url: servers.events.url } });
  const { id, secret } = hook.body as { readonly id: string; readonly secret: string };
  const session = (await target.signIn(KEYS.main)).slice("countersign=".length);
  const { runId, approvalId } = await client.startAndSuspend("secretive", { key });
  const mailed = await linkMailedTo(() => servers.mail.requests, { address: "ana@example.com", about: key });
  const others = await linkMailedTo(() => servers.mail.requests, { address: "bo@example.com", about: key });
  await target.send({ path: new URL(mailed).pathname, headers: { accept: "text/html" } });
  // Whoever is answered tells nobody any more: not before all have been asked.
  await eventually(() => isToldEverywhere(target, approvalId), Boolean, { what: "all are asked", within: 30_000 });
  await target.send({ path: new URL(mailed).pathname, body: '{"approved":true,"feedback":"yes"}' });
  const second = await waitForSecond(target, runId);
  const patience = { what: "Slack's bot has asked", within: 30_000 };
  await eventually(() => isToldByBot(servers, key), Boolean, patience);
  const shared = await client.mintLink(second, "ana@example.com");
  await target.send({ path: new URL(shared).pathname, body: '{"approved":true}' });
  await client.waitForEnd(runId, 30_000);
  await eventually(() => servers.events.requests.some(({ body }) => body.includes("run.completed")), Boolean, {
    what: "the events are posted",
    within: 30_000,
  });
  await client.send(`/api/webhooks/${id}`, { method: "DELETE" });
  const links = { "a mailed link": mailed, "another's link": others, "a minted link": shared };
  const tokens = Object.fromEntries(Object.entries(links).map(([what, link]) => [what, link.slice(-36)]));
  return {
    runId,
    tokens: { ...tokens, "a session": session },
    signing: { "the secret of a webhook of events": secret.slice("whsec_".length) },
  };
}

async function isToldEverywhere({ client }: Target, approvalId: string): Promise<boolean> {
  return (await client.getApproval(approvalId)).deliveries.every(({ status }) => status === "delivered");
}

async function waitForSecond({ client }: Target, runId: string): Promise<string> {
  for (;;) {
    const { approvals } = await client.getRun(runId);
    if (approvals[1] !== undefined) return approvals[1];
  }
}

/** Every answer is looked at as it comes. */
async function lookEverywhere(target: Target, run: string): Promise<void> {
  const headers = { authorization: `Bearer ${KEYS.main}` };
  const cookie = await target.signIn(KEYS.main);
  const { approvals } = await target.client.getRun(run);
  const api = [
    "/api/runs?limit=100",
    `/api/runs/${run}`,
    "/api/approvals?limit=100",
    ...approvals.map((id) => `/api/approvals/${id}`),
    "/api/absences",
    "/api/audit?limit=100",
    "/api/audit/export",
    "/api/audit/export?format=csv",
    "/api/audit/verify",
    "/api/webhooks",
    "/api/ensembles/secretive",
    "/api/openapi.json",
    "/.well-known/jwks.json",
  ];
  for (const path of api) await target.send({ path, headers });
  const requests = approvals.map((id) => `/approvals/${id}`);
  for (const path of [
    "/",
    "/runs",
    `/runs/${run}`,
    ...requests,
    "/audit",
    "/audit/export",
    "/overview",
    "/ensembles/secretive",
  ])
    await target.send({ path, headers: { accept: "text/html", cookie } });
  const tools = [
    callTool("list_ensembles", {}),
    callTool("get_run", { runId: run }),
    callTool("list_approvals", { status: "approved", limit: 50 }),
    ...approvals.map((approvalId) => callTool("get_approval", { approvalId })),
  ];
  for (const call of tools) {
    const rpc = { ...headers, ...mcpHeaders("tools/call", call.params?.name) };
    await target.send({ path: "/mcp", headers: rpc, body: JSON.stringify(call) });
  }
  const events = await followToTheEnd({ url: `${target.worker.url}/api/runs/${run}/events`, key: KEYS.main });
  target.look("the stream of events", JSON.stringify(events));
}

interface Held {
  readonly at: string;
  readonly bytes: Buffer;
}

/** Every file as it is, and every cell of every database: a long value lies in pieces in the file. */
function readDisk(state: string): Held[] {
  const copy = mkdtempSync(join(tmpdir(), "countersign-disk-"));
  try {
    cpSync(state, copy, { recursive: true });
    const files = readdirSync(copy, { recursive: true, encoding: "utf8" }).filter((name) =>
      statSync(join(copy, name)).isFile(),
    );
    // Before any database is opened, which tidies up the journals beside it.
    const whole = files.map((name) => ({ at: name, bytes: readFileSync(join(copy, name)) }));
    const databases = files.filter((name) => name.endsWith(".sqlite"));
    return [...whole, ...databases.flatMap((name) => cellsOf(join(copy, name), name))];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function cellsOf(path: string, name: string): Held[] {
  const database = new DatabaseSync(path);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables.flatMap((table) => {
      const at = `${name}, ${String(table["name"])}`;
      const all = database.prepare(`SELECT * FROM "${String(table["name"])}"`);
      all.setReadBigInts(true);
      return all
        .all()
        .flatMap((row) =>
          Object.values(row).flatMap((cell): Held[] =>
            typeof cell === "string" || cell instanceof Uint8Array ? [{ at, bytes: Buffer.from(cell) }] : [],
          ),
        );
    });
  } finally {
    database.close();
  }
}

/** As it is, in two bytes a character, and in base64 wherever it begins. */
function holds(bytes: Buffer, secret: string): boolean {
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from(" ".repeat(before) + secret)
      .toString("base64")
      .slice(before === 0 ? 0 : 4, -4),
  );
  return (
    bytes.includes(secret) ||
    bytes.includes(Buffer.from(secret, "utf16le")) ||
    base64.some((text) => bytes.includes(text))
  );
}

/** Bodies, and headers but those that carry the credential of that very service. */
function messagesOf({ servers }: Target): { readonly at: string; readonly said: string }[] {
  const { slack, discord, teams, mail, hook, events, model, slackBot } = servers;
  const requests = Object.entries({ slack, discord, teams, mail, hook, events, model }).flatMap(([at, server]) =>
    server.requests.map((request: ReceivedRequest) => ({ at, said: asRead(`${headersOf(request)}\n${request.body}`) })),
  );
  return [...requests, ...slackBot.calls.map(({ args }) => ({ at: "slack's bot", said: JSON.stringify(args) }))];
}

function headersOf({ headers }: ReceivedRequest): string {
  return JSON.stringify({ ...headers, authorization: undefined, "x-api-key": undefined });
}

function isToldByBot({ slackBot }: Target["servers"], key: string): boolean {
  return slackBot.calls.some(({ args }) => JSON.stringify(args).includes(key));
}

/** That nothing was found says something only where it was used. */
function usedAtAll({ servers }: Target, { key, runId }: { readonly key: string; readonly runId: string }): string[] {
  const told = Object.entries({ ...servers, calls: null, slackBot: null }).filter(
    // Events name their run, and nothing of what is in it.
    ([at, server]) =>
      server !== null && !server.requests.some(({ body }) => body.includes(at === "events" ? runId : key)),
  );
  const silent = told.map(([name]) => `${name} was told nothing`);
  return isToldByBot(servers, key) ? silent : [...silent, "Slack's bot said nothing"];
}

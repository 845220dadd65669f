import type { ElicitRequestFormParams } from "@modelcontextprotocol/client";
import { afterAll, describe, expect, test } from "vitest";
import { type Answer, send } from "../support/client.ts";
import { McpClient, type Person } from "../support/mcp-client.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const APPROVES = { action: "accept", content: { decision: "approve" } };

const opened: McpClient[] = [];

afterAll(async () => {
  await Promise.all(opened.map((client) => client.close()));
});

async function connect(person: Person, protocol: string, key: keyof typeof KEYS = "ana"): Promise<McpClient> {
  const client = await McpClient.connect({ url: shared().url, key: KEYS[key], person, age: "2025", protocol });
  opened.push(client);
  return client;
}

async function requested(body: Record<string, unknown> = {}): Promise<string> {
  const answer = await shared().client.send("/api/approvals", { method: "POST", body: { prompt: "Pay it?", ...body } });
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
}

describe.each(["2025-11-25", "2025-06-18"])("a client of protocol %s that can show a form", (protocol) => {
  test("starts a run, has its person answer what the run asks, and is told the result", async () => {
    const model = await connect(() => ({ action: "accept", content: { decision: "approve" } }), protocol, "main");
    const input = { key: uniqueKey("mcp-2025") };
    const { data } = await model.call("start_run", { ensemble: "publish", input, waitSeconds: 20 });
    const [approvalId] = data["approvals"] as string[];
    await model.call("ask_person", { approvalId });
    const over = await model.call("get_run", { runId: data["id"], waitSeconds: 20 });
    expect(over.data).toMatchObject({ status: "completed", output: { status: "approved" } });
  });

  test("its person fills in the form, in the name of the key and without proof", async () => {
    const { client } = shared();
    const asked: ElicitRequestFormParams[] = [];
    const model = await connect((question) => {
      asked.push(question);
      return { action: "accept", content: { decision: "approve", feedback: "Fine" } };
    }, protocol);
    const form = { type: "object", properties: { amount: { type: "integer" } } };
    const id = await requested({ form });
    const answer = await model.call("ask_person", { approvalId: id });
    expect(answer.text).toContain("The person approved it");
    expect(Object.keys(asked[0]?.requestedSchema.properties ?? {})).toEqual(["decision", "values.amount", "feedback"]);
    expect(await client.getApproval(id)).toMatchObject({
      status: "approved",
      approvals: [{ approver: "ana@example.com", feedback: "Fine", via: "mcp", verified: false }],
    });
  });

  test.each([
    ["declines", { action: "decline" }],
    ["closes it", { action: "cancel" }],
    ["sends it without a decision", { action: "accept", content: { feedback: "Hm" } }],
  ] as const)("who %s decides nothing", async (_, answers) => {
    const id = await requested();
    const answer = await (await connect(() => answers, protocol)).call("ask_person", { approvalId: id });
    expect(answer.text).toContain("Nothing was decided");
    expect((await shared().client.getApproval(id)).status).toBe("pending");
  });
});

test("through one session, two questions at a time are each answered for themselves", async () => {
  const { client } = shared();
  const [yes, no] = await Promise.all([requested({ prompt: "Say yes" }), requested({ prompt: "Say no" })]);
  const model = await connect(
    ({ message }) => ({ action: "accept", content: { decision: message.includes("Say yes") ? "approve" : "reject" } }),
    "2025-11-25",
  );
  await Promise.all([yes, no].map((approvalId) => model.call("ask_person", { approvalId })));
  expect((await client.getApproval(yes)).status).toBe("approved");
  expect((await client.getApproval(no)).status).toBe("rejected");
});

test("a client whose line breaks while its person thinks loses nothing: their answer counts", async () => {
  const { client } = shared();
  const id = await requested();
  const session = await openedSession(KEYS.ana);
  const { question, close } = await put(session, id);
  await close();
  await post(session, { jsonrpc: "2.0", id: question, result: APPROVES }, KEYS.ana);
  await expect.poll(async () => (await client.getApproval(id)).status, { timeout: 5_000 }).toBe("approved");
});

describe("an answer that nobody waits for", () => {
  test("by another key, by another session, by a number of an earlier memory: it decides nothing", async () => {
    const { client } = shared();
    const id = await requested();
    const [session, other] = await Promise.all([openedSession(KEYS.ana), openedSession(KEYS.ana)]);
    const { question, close } = await put(session, id);
    const number = question.split("/").at(-1);
    const forged = [
      { session, key: KEYS.main, id: question },
      { session: other, key: KEYS.ana, id: question },
      { session, key: KEYS.ana, id: number },
      { session, key: KEYS.ana, id: Number(number) },
      { session, key: KEYS.ana, id: `${crypto.randomUUID()}/${number}` },
    ];
    for (const { session: to, key, id: named } of forged)
      await post(to, { jsonrpc: "2.0", id: named, result: APPROVES }, key);
    // Time in which any of them might still do something.
    await post(session, { jsonrpc: "2.0", id: 8, method: "ping" }, KEYS.ana);
    expect((await client.getApproval(id)).status).toBe("pending");
    await post(session, { jsonrpc: "2.0", id: question, result: APPROVES }, KEYS.ana);
    await expect.poll(async () => (await client.getApproval(id)).status, { timeout: 5_000 }).toBe("approved");
    await close();
  });

  test("a session's name that is not ours is none: the request stands for itself, and gets the page's address", async () => {
    const id = await requested();
    const answer = await post(uniqueKey("made-up"), callOf(id), KEYS.ana);
    expect(answer.text).toContain(`/approvals/${id}`);
  });
});

function headersOf(session: string, key: string): Record<string, string> {
  return {
    authorization: `Bearer ${key}`,
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": "2025-06-18",
    "mcp-session-id": session,
  };
}

function post(session: string, body: object, key: string): Promise<Answer> {
  return send(`${shared().url}/mcp`, { body, headers: headersOf(session, key) });
}

function callOf(approvalId: string): object {
  const params = { name: "ask_person", arguments: { approvalId } };
  return { jsonrpc: "2.0", id: 7, method: "tools/call", params };
}

async function openedSession(key: string): Promise<string> {
  const params = {
    protocolVersion: "2025-06-18",
    capabilities: { elicitation: {} },
    clientInfo: { name: "by-hand", version: "1" },
  };
  const { authorization, accept } = { authorization: `Bearer ${key}`, accept: "application/json, text/event-stream" };
  const answer = await fetch(`${shared().url}/mcp`, {
    method: "POST",
    headers: { authorization, accept, "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }),
  });
  await answer.body?.cancel();
  return answer.headers.get("mcp-session-id") ?? "";
}

/** Has the question put, and gives the id by which its answer is known. */
async function put(
  session: string,
  approvalId: string,
): Promise<{ readonly question: string; readonly close: () => Promise<void> }> {
  const answer = await fetch(`${shared().url}/mcp`, {
    method: "POST",
    headers: { ...headersOf(session, KEYS.ana), "content-type": "application/json" },
    body: JSON.stringify(callOf(approvalId)),
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error(`The call was answered ${answer.status} without a body.`);
  let text = "";
  while (!text.includes("elicitation/create")) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`No question came: ${text}`);
    text += value;
  }
  const question = /"id":"([^"]+)"/.exec(text)?.[1] ?? "";
  return { question, close: () => reader.cancel() };
}

/** The door of language models: what a model, a page of another site or another workspace tries at `/mcp`. */
import { KEYS } from "../../support/settings.ts";
import { BODIES, HUGE, METHODS, TYPES } from "./malformed.ts";
import { masked, Probe, wrongKeys } from "./probe.ts";
import type { RawAnswer } from "./raw-request.ts";
import type { Part } from "./report.ts";
import { callTool, mcpHeaders, type Message, message } from "./mcp-messages.ts";
import type { Target } from "./target.ts";

const UNKNOWN = { approval: `hitl_${"ab".repeat(32)}`, run: `run_${"0".repeat(32)}` };

export async function attackMcp(target: Target): Promise<Part> {
  const attack = new McpAttack(new Probe(target));
  await attack.prepare();
  await attack.strangers();
  await attack.malformed();
  await attack.neighbours();
  await attack.decide();
  await attack.control();
  return attack.part;
}

class McpAttack {
  readonly #probe: Probe;
  /** Nobody is named: whoever holds the key may answer, in front of a client. */
  #approval = "";
  #run = "";
  #other = "";

  constructor(probe: Probe) {
    this.#probe = probe;
  }

  get part(): Part {
    const { requests, problems } = this.#probe;
    return { name: "models", figures: { requests }, problems };
  }

  async prepare(): Promise<void> {
    const { target } = this.#probe;
    this.#approval = (await target.ask({ prompt: "May the model?", channels: [] })).id;
    this.#other = (await target.ask({ prompt: "Something else?", channels: [] })).id;
    this.#run = (await target.client.startAndSuspend("publish", { key: "models" })).runId;
  }

  /** Keys, scopes and sites that may not. */
  async strangers(): Promise<void> {
    const body = JSON.stringify(message("tools/list", {}));
    for (const authorization of wrongKeys(KEYS.main, KEYS.other)) {
      const headers = { ...mcpHeaders("tools/list"), ...(authorization === undefined ? {} : { authorization }) };
      await this.#probe.expect({ path: "/mcp", headers, body }, [401]);
    }
    for (const key of [KEYS.audit, KEYS.admin])
      await this.#probe.expect({ path: "/mcp", headers: { ...mcpHeaders("tools/list"), ...bearer(key) }, body }, [403]);
    for (const origin of ["https://evil.example", "null", "http://localhost", "https://friend.example.evil.example"]) {
      const headers = { ...mcpHeaders("tools/list"), ...bearer(KEYS.main), origin };
      const answer = await this.#probe.expect({ path: "/mcp", headers, body }, [403]);
      if (answer.headers["access-control-allow-origin"] !== undefined) this.#probe.blame(`/mcp lets ${origin} read`);
    }
  }

  /** What is no message of the protocol; more than one at once; sessions, of which there are none. */
  async malformed(): Promise<void> {
    const decide = callTool("ask_person", { approvalId: this.#approval, approved: true });
    const bodies = [
      ...Object.values(BODIES),
      HUGE,
      JSON.stringify([]),
      JSON.stringify([decide, decide]),
      JSON.stringify(Array.from({ length: 1_000 }, () => decide)),
      ...MESSAGES.map((made) => JSON.stringify(made)),
    ];
    const headers = { ...mcpHeaders("tools/call"), ...bearer(KEYS.main) };
    for (const body of bodies) await this.#probe.expect({ path: "/mcp", headers, body }, null);
    const body = JSON.stringify(decide);
    for (const type of TYPES)
      await this.#probe.expect({ path: "/mcp", headers: { ...headers, "content-type": type }, body }, null);
    for (const method of METHODS) await this.#probe.expect({ method, path: "/mcp", headers }, null);
    for (const odd of ODD_HEADERS)
      await this.#probe.expect({ path: "/mcp", headers: { ...headers, ...odd }, body }, null);
    await this.#probe.expectOpen(this.#approval);
  }

  /** What is another workspace's, and what a key's scopes leave out. */
  async neighbours(): Promise<void> {
    for (const tool of ["get_approval", "ask_person"]) {
      const [foreign, missing] = [
        await this.#call(KEYS.other, tool, { approvalId: this.#approval }),
        await this.#call(KEYS.other, tool, { approvalId: UNKNOWN.approval }),
      ];
      this.#mustBeRefused(tool, foreign);
      if (masked(foreign, [this.#approval]) !== masked(missing, [UNKNOWN.approval]))
        this.#probe.blame(`${tool}: what is foreign looks unlike what is missing: ${foreign.text.slice(0, 300)}`);
    }
    this.#mustBeRefused("get_run", await this.#call(KEYS.other, "get_run", { runId: this.#run }));
    for (const status of ["pending", "approved"]) {
      const listed = await this.#call(KEYS.other, "list_approvals", { status, limit: 50 });
      if (listed.text.includes(this.#approval)) this.#probe.blame("another workspace lists what is ours");
    }
    const outside = [
      [KEYS.runs, "get_approval", { approvalId: this.#approval }],
      [KEYS.runs, "ask_person", { approvalId: this.#approval }],
      [KEYS.runs, "request_approval", { prompt: "x" }],
      [KEYS.approvals, "start_run", { ensemble: "publish", input: { key: "x" } }],
      [KEYS.approvals, "get_run", { runId: this.#run }],
    ] as const;
    for (const [key, tool, args] of outside) this.#mustBeRefused(tool, await this.#call(key, tool, args));
  }

  /** By every tool that there is and some that there are not, and by answers to questions that nobody was shown. */
  async decide(): Promise<void> {
    const approvalId = this.#approval;
    const listed = await this.#send(KEYS.main, message("tools/list", {}));
    const tools = [...listed.text.matchAll(/"name":"(\w+)"/g)].map(([, name = ""]) => name);
    if (!tools.includes("ask_person")) this.#probe.blame(`no tools were listed: ${listed.text.slice(0, 200)}`);
    for (const tool of new Set([...tools, "decide", "approve", "decide_approval", "answer_approval"]))
      for (const more of DECIDING) await this.#call(KEYS.main, tool, { approvalId, id: approvalId, ...more });
    for (const method of [
      "approvals/decide",
      "elicitation/create",
      "notifications/elicitation/complete",
      "tools/decide",
    ])
      await this.#send(KEYS.main, message(method, { approvalId, ...ACCEPTED, requestId: 1 }));
    for (const id of [1, "1", 0, null])
      await this.#send(KEYS.main, { jsonrpc: "2.0", id, result: { ...ACCEPTED, approvalId } });
    const state = await this.#stateFor(this.#other);
    for (const requestState of forged(state))
      for (const key of [KEYS.main, KEYS.ana, KEYS.approvals, KEYS.other])
        await this.#answer(key, approvalId, requestState);
    // Another key's person was shown it, not this one's.
    for (const key of [KEYS.ana, KEYS.approvals, KEYS.other]) await this.#answer(key, this.#other, state);
    await this.#probe.expectOpen(approvalId);
    await this.#probe.expectOpen(this.#other);
  }

  /** That all this was well made: said by the client that was asked, the same answer counts. */
  async control(): Promise<void> {
    await this.#answer(KEYS.main, this.#other, await this.#stateFor(this.#other));
    const { status } = await this.#probe.target.client.getApproval(this.#other);
    if (status !== "approved") this.#probe.blame(`an answer to a question that was put did not count: ${status}`);
  }

  async #stateFor(approvalId: string): Promise<string> {
    const put = await this.#call(KEYS.main, "ask_person", { approvalId });
    return /"requestState":"([^"]+)"/.exec(put.text)?.[1] ?? "";
  }

  #answer(key: string, approvalId: string, requestState: unknown): Promise<RawAnswer> {
    const more = { inputResponses: { approval: ACCEPTED }, ...(requestState === undefined ? {} : { requestState }) };
    return this.#send(key, callTool("ask_person", { approvalId }, more));
  }

  #call(key: string, tool: string, args: object): Promise<RawAnswer> {
    return this.#send(key, callTool(tool, args));
  }

  #send(key: string, made: Message): Promise<RawAnswer> {
    const headers = { ...mcpHeaders(made.method ?? "tools/call", made.params?.name), ...bearer(key) };
    return this.#probe.expect({ path: "/mcp", headers, body: JSON.stringify(made) }, null);
  }

  #mustBeRefused(tool: string, { status, text }: RawAnswer): void {
    if (status === 200 && !/"isError":true|"error":\{/.test(text))
      this.#probe.blame(`${tool} tells somebody else: ${text.slice(0, 300)}`);
  }
}

const ACCEPTED = { action: "accept", content: { decision: "approve" } } as const;

/** What a model may write beside an approval's id. */
const DECIDING: readonly object[] = [
  { approved: true },
  { decision: "approve", approver: "ana@example.com" },
  { inputResponses: { approval: ACCEPTED }, requestState: "v1.e30.AAAA" },
  { _meta: { inputResponses: { approval: ACCEPTED } } },
  { __proto__: null, constructor: { prototype: { approved: true } } },
];

const MESSAGES: readonly unknown[] = [
  {},
  { jsonrpc: "1.0", id: 1, method: "tools/list" },
  { jsonrpc: "2.0", id: { a: 1 }, method: "tools/list" },
  { jsonrpc: "2.0", id: 1, method: 7 },
  { jsonrpc: "2.0", id: 1, method: "__proto__" },
  { jsonrpc: "2.0", id: 1, method: "x".repeat(100_000) },
  { jsonrpc: "2.0", id: "y".repeat(100_000), method: "tools/list", params: [] },
  { jsonrpc: "2.0", id: 1, method: "tools/call", params: null },
  { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "constructor", arguments: "x" } },
  { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "0", capabilities: [], clientInfo: 1 } },
  { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } },
  { jsonrpc: "2.0", id: 1, error: { code: 1, message: "x" } },
  callTool("get_approval", { approvalId: { toString: 1 } }),
  callTool("get_approval", { approvalId: "../../x", waitSeconds: 1e9 }),
  callTool("__proto__", {}),
];

const ODD_HEADERS: readonly Readonly<Record<string, string>>[] = [
  { "mcp-session-id": "1" },
  { "mcp-session-id": "00000000-0000-4000-8000-000000000000" },
  { "mcp-protocol-version": "1999-01-01" },
  { "mcp-protocol-version": "2025-06-18" },
  { "mcp-method": "tools/list" },
  { "mcp-name": "get_approval" },
  { "last-event-id": "1_2" },
  { accept: "text/html" },
];

function forged(state: string): readonly unknown[] {
  const [version = "", body = "", seal = ""] = state.split(".");
  return [
    undefined,
    "",
    state,
    `${version}.${body}.`,
    `${version}.${body}.${"A".repeat(seal.length)}`,
    `${version}.${Buffer.from("{}").toString("base64url")}.${seal}`,
    `v0.${body}.${seal}`,
    "x".repeat(10_000),
    7,
    { hash: "x" },
  ];
}

function bearer(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}

/** A thin HTTP client for the tests: raw answers for what may be refused, checked shapes for what must work. */
import type { z } from "@hono/zod-openapi";
import { Approval, MintedLink } from "../../src/contract/approval.ts";
import { AuditEntry } from "../../src/contract/audit.ts";
import { DecisionResult } from "../../src/contract/decision.ts";
import { isRunOver, Run, type RunStatus } from "../../src/contract/run.ts";
import { eventually, eventuallyThere } from "./eventually.ts";
import { moveTime } from "./move-time.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, or `undefined` where it is not JSON. */
  readonly body: unknown;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text, a form, a blob or a stream as it is. */
  readonly body?: unknown;
}

export interface DecisionInput {
  readonly approved: boolean;
  readonly approver?: string;
  readonly feedback?: string;
  readonly reason?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Sends one request and reads the whole answer, of a stream of events the beginning; redirects are not followed. */
export async function send(url: string, request: Request = {}): Promise<Answer> {
  const { payload, type, duplex } = encode(request.body);
  const response = await fetch(url, {
    method: request.method ?? (payload === undefined ? "GET" : "POST"),
    headers: { ...type, ...request.headers },
    redirect: "manual",
    ...(payload === undefined ? {} : { body: payload }),
    ...(duplex === undefined ? {} : { duplex }),
  });
  const text = isStream(response) ? await readBeginning(response) : await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") === true;
}

async function readBeginning({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const part = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(part?.value);
}

/** Answers through a link, as a program does. */
export function decideByLink(url: string, decision: unknown): Promise<Answer> {
  return send(url, { method: "POST", body: decision, headers: { accept: "application/json" } });
}

/** Answers through a link, and insists that it works. */
export async function decide(url: string, decision: DecisionInput): Promise<z.infer<typeof DecisionResult>> {
  return DecisionResult.parse(expectStatus(await decideByLink(url, decision), 200).body);
}

/** The problem document of a refusal. */
export function problemOf(answer: Answer): Problem {
  const type = answer.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json"))
    throw new Error(`no problem document but ${answer.status} ${type}: ${answer.text.slice(0, 500)}`);
  return answer.body as Problem;
}

export class Client {
  readonly url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.#key = key;
  }

  /** A request under the client's key. */
  send(path: string, request: Request = {}): Promise<Answer> {
    return send(`${this.url}${path}`, {
      ...request,
      headers: { authorization: `Bearer ${this.#key}`, ...request.headers },
    });
  }

  tryStartRun(ensemble: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(`/api/ensembles/${ensemble}/runs`, { method: "POST", body, headers });
  }

  async startRun(ensemble: string, input: object): Promise<Run> {
    return Run.parse(expectStatus(await this.tryStartRun(ensemble, { input }), 202).body);
  }

  async getRun(runId: string): Promise<Run> {
    return Run.parse(expectStatus(await this.send(`/api/runs/${runId}`), 200).body);
  }

  /** The run, as soon as it has the status. */
  waitForStatus(runId: string, status: RunStatus, within?: number): Promise<Run> {
    return eventually(
      () => this.getRun(runId),
      (run) => run.status === status,
      { what: `${runId} is ${status}`, ...(within === undefined ? {} : { within }) },
    );
  }

  /** The run, once it has ended, however it ended. */
  waitForEnd(runId: string, within?: number): Promise<Run> {
    return eventually(
      () => this.getRun(runId),
      (run) => isRunOver(run.status),
      { what: `${runId} is over`, ...(within === undefined ? {} : { within }) },
    );
  }

  /** Starts a run and waits until it asks; gives the approval it asks for. */
  async startAndSuspend(ensemble: string, input: object): Promise<Suspended> {
    const run = await this.startRun(ensemble, input);
    const suspended = await this.waitForStatus(run.id, "suspended");
    return { runId: run.id, approvalId: onlyApproval(suspended) };
  }

  async getApproval(approvalId: string): Promise<Approval> {
    return Approval.parse(expectStatus(await this.send(`/api/approvals/${approvalId}`), 200).body);
  }

  /** Moves the time of this one approval, such as by `1 hour`: what is due by then is begun. */
  moveTime(approvalId: string, duration: string): Promise<void> {
    return moveTime(this.url, { approvalId }, duration);
  }

  /** That of the ledger alone. */
  moveTimeOfLedger(workspace: string, duration: string): Promise<void> {
    return moveTime(this.url, { workspace }, duration);
  }

  async listApprovals(query: Record<string, string>): Promise<Approval[]> {
    const answer = await this.send(`/api/approvals?${new URLSearchParams(query).toString()}`);
    return Approval.array().parse(itemsOf(expectStatus(answer, 200)));
  }

  /** The approval of a run, as soon as any door shows it: before the run says that it waits. */
  waitForApproval(runId: string): Promise<Approval> {
    return eventuallyThere(async () => (await this.listApprovals({ run: runId }))[0], {
      what: `${runId} asks`,
      every: 5,
    });
  }

  async listRuns(query: Record<string, string>): Promise<Run[]> {
    const answer = await this.send(`/api/runs?${new URLSearchParams(query).toString()}`);
    return Run.array().parse(itemsOf(expectStatus(answer, 200)));
  }

  async audit(query: Record<string, string>): Promise<AuditEntry[]> {
    const answer = await this.send(`/api/audit?${new URLSearchParams({ limit: "100", ...query }).toString()}`);
    return AuditEntry.array().parse(itemsOf(expectStatus(answer, 200)));
  }

  /** A fresh link: an approver's own where one is named, otherwise a shared one. */
  async mintLink(approvalId: string, approver?: string): Promise<string> {
    const body = approver === undefined ? {} : { approver };
    const answer = await this.send(`/api/approvals/${approvalId}/links`, { method: "POST", body });
    return MintedLink.parse(expectStatus(answer, 201).body).url;
  }

  cancelRun(runId: string): Promise<Answer> {
    return this.send(`/api/runs/${runId}/cancel`, { method: "POST" });
  }

  restartRun(runId: string, body: object): Promise<Answer> {
    return this.send(`/api/runs/${runId}/restart`, { method: "POST", body });
  }
}

export interface Suspended {
  readonly runId: string;
  readonly approvalId: string;
}

/** The answer, if it has the status; otherwise an error that shows what came instead. */
export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 1_000)}`);
  return answer;
}

/** The items of a list answer. */
export function itemsOf(answer: Answer): unknown[] {
  const { items } = answer.body as { items: unknown[] };
  return items;
}

function onlyApproval(run: Run): string {
  const [approvalId, ...more] = run.approvals;
  if (approvalId === undefined || more.length > 0)
    throw new Error(`expected one approval of ${run.id}, got ${run.approvals.length}`);
  return approvalId;
}

interface Encoded {
  readonly payload?: string | URLSearchParams | Blob | ReadableStream<Uint8Array>;
  readonly type: Readonly<Record<string, string>>;
  readonly duplex?: "half";
}

function encode(body: unknown): Encoded {
  if (body === undefined) return { type: {} };
  if (body instanceof URLSearchParams || body instanceof Blob) return { payload: body, type: {} };
  if (body instanceof ReadableStream) return { payload: body, type: {}, duplex: "half" };
  if (typeof body === "string") return { payload: body, type: { "content-type": "application/json" } };
  return { payload: JSON.stringify(body), type: { "content-type": "application/json" } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A local server that agents call: it keeps every request it gets, by path, and misbehaves on demand.
 * What it kept is asked for over HTTP too, so that tests in other processes share one.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface CountedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Epoch milliseconds at which it arrived. */
  readonly at: number;
}

/** How one request is answered; without any, 200 and `{"ok":true,"path":…}`. */
export interface Behaviour {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; without one, `{"ok": …, "path": …}`. */
  readonly body?: unknown;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Answers once it is told to, by `release`. */
  readonly hold?: boolean;
  /** Never answers. */
  readonly hang?: boolean;
  /** Breaks the connection off instead of answering. */
  readonly close?: boolean;
}

export interface CountingServer {
  readonly url: string;
  stop(): Promise<void>;
}

const CONTROL = "/_control";

export async function startCountingServer(): Promise<CountingServer> {
  const book = new Book();
  const server = createServer((request, response) => {
    void serve(book, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Keeps nobody alive: where a set-up fails half-way, the process still ends.
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the counting server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What tests ask of a counting server, wherever it runs. */
export class Counting {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Everything that arrived at the path, oldest first. */
  async requests(path: string): Promise<CountedRequest[]> {
    const response = await fetch(`${this.url}${CONTROL}?path=${encodeURIComponent(path)}`);
    return response.json<CountedRequest[]>();
  }

  async count(path: string): Promise<number> {
    return (await this.requests(path)).length;
  }

  /** Answers the next requests at the path by these, one after the other; the last stays. */
  async behave(path: string, ...behaviours: readonly Behaviour[]): Promise<void> {
    await this.#order({ path, behaviours });
  }

  /** Answers the requests that are held at the path, and holds none there any more. */
  async release(path: string): Promise<void> {
    await this.#order({ path, release: true });
  }

  async #order(order: Order): Promise<void> {
    await fetch(`${this.url}${CONTROL}`, { method: "POST", body: JSON.stringify(order) });
  }
}

interface Order {
  readonly path: string;
  readonly behaviours?: readonly Behaviour[];
  readonly release?: true;
}

class Book {
  readonly #gates = new Map<string, PromiseWithResolvers<void>>();
  readonly #requests = new Map<string, CountedRequest[]>();
  readonly #behaviours = new Map<string, Behaviour[]>();

  add(request: CountedRequest): void {
    const kept = this.#requests.get(request.path) ?? [];
    kept.push(request);
    this.#requests.set(request.path, kept);
  }

  at(path: string): readonly CountedRequest[] {
    return this.#requests.get(path) ?? [];
  }

  plan(path: string, behaviours: readonly Behaviour[]): void {
    this.#behaviours.set(path, [...behaviours]);
  }

  /** Resolves once the path is released. */
  gate(path: string): PromiseWithResolvers<void> {
    const gate = this.#gates.get(path) ?? Promise.withResolvers<void>();
    this.#gates.set(path, gate);
    return gate;
  }

  next(path: string): Behaviour {
    const planned = this.#behaviours.get(path) ?? [];
    return (planned.length > 1 ? planned.shift() : planned[0]) ?? {};
  }
}

async function serve(book: Book, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://local");
  const body = await readBody(request);
  if (url.pathname === CONTROL) return control(book, request.method ?? "GET", url, body, response);
  const path = url.pathname;
  book.add({ method: request.method ?? "GET", path, headers: plainHeaders(request), body, at: Date.now() });
  const behaviour = book.next(path);
  if (behaviour.hold === true) await book.gate(path).promise;
  await answer(behaviour, path, response);
}

function control(book: Book, method: string, url: URL, body: string, response: ServerResponse): void {
  if (method === "POST") {
    const order = JSON.parse(body) as Order;
    if (order.behaviours !== undefined) book.plan(order.path, order.behaviours);
    if (order.release === true) book.gate(order.path).resolve();
    response.end();
    return;
  }
  response.end(JSON.stringify(book.at(url.searchParams.get("path") ?? "")));
}

async function answer(behaviour: Behaviour, path: string, response: ServerResponse): Promise<void> {
  if (behaviour.hang === true) return;
  if (behaviour.delay !== undefined) await sleep(behaviour.delay);
  if (behaviour.close === true) {
    response.destroy();
    return;
  }
  const status = behaviour.status ?? 200;
  response.writeHead(status, { "content-type": "application/json", ...behaviour.headers });
  response.end(JSON.stringify(behaviour.body ?? { ok: status < 400, path }));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

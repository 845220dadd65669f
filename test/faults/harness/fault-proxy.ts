/** Stands before the servers that the Worker talks to: writes down what passes, and lets some of it go wrong. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Moments } from "./moments.ts";
import { type Fate, fateOf } from "./schedule.ts";

export interface Passage {
  readonly service: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The run that it is about, by its key; empty where it is about none. */
  readonly about: string;
  readonly fate: Fate;
  /** What the server behind answered; `null` where it did not get the request. */
  status: number | null;
}

const KEY = /run\d{5}/;
const OF_THE_CONNECTION = new Set(["host", "connection", "content-length", "transfer-encoding"]);
/** How many seconds a busy server asks to be left alone. */
const BUSY_FOR = "1";

export class FaultProxy {
  readonly passages: Passage[] = [];
  readonly #seed: number;
  readonly #moments: Moments;
  readonly #made = new Map<string, number>();
  readonly #closing: (() => void)[] = [];

  constructor(seed: number, moments: Moments) {
    this.#seed = seed;
    this.#moments = moments;
  }

  /** The address by which a service is reached from now on, path and query as they were. */
  async put(service: string, url: string): Promise<string> {
    const target = new URL(url);
    const server = createServer((request, response) => {
      void this.#pass(service, target.origin, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy has no port");
    return url.replace(target.origin, `http://127.0.0.1:${address.port}`);
  }

  /** What is about one run and has arrived, though the answer may not have come back. */
  arrived(about: string): readonly Passage[] {
    return this.about(about).filter(({ status }) => status !== null && status < 400);
  }

  about(key: string): readonly Passage[] {
    return this.passages.filter(({ about }) => about === key);
  }

  close(): void {
    for (const close of this.#closing) close();
  }

  async #pass(service: string, origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await buffer(request)).toString("utf8");
    const passage = this.#writeDown(service, request, body);
    switch (passage.fate) {
      case "hang":
        return;
      case "close":
        response.destroy();
        return;
      case "busy":
        response.writeHead(429, { "retry-after": BUSY_FOR }).end("busy");
        return;
      case "broken":
        response.writeHead(500).end("broken");
        return;
      case "lost":
        await forward(origin, request.method ?? "GET", passage);
        response.destroy();
        return;
      case "pass": {
        const answer = await forward(origin, request.method ?? "GET", passage);
        response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
        return;
      }
      default:
        passage.fate satisfies never;
    }
  }

  #writeDown(service: string, request: IncomingMessage, body: string): Passage {
    const path = request.url ?? "/";
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const about = KEY.exec(path)?.[0] ?? KEY.exec(body)?.[0] ?? "";
    // By what the seed can know: ids and keys differ from time to time.
    // Events wait for one another, so ten runs have the faults of one.
    const same = [service, path, service === "events" ? about.slice(0, -1) : about].join(" ");
    const nth = this.#made.get(same) ?? 0;
    this.#made.set(same, nth + 1);
    const fate = fateOf(this.#seed, same, nth);
    const passage: Passage = { service, path, headers, body, about, fate, status: null };
    this.passages.push(passage);
    this.#moments.happened("request");
    return passage;
  }
}

async function forward(origin: string, method: string, passage: Passage) {
  const headers = Object.fromEntries(Object.entries(passage.headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
  const hasBody = method !== "GET" && method !== "HEAD";
  const answer = await fetch(`${origin}${passage.path}`, {
    method,
    headers,
    ...(hasBody ? { body: passage.body } : {}),
  });
  const body = await answer.text();
  passage.status = answer.status;
  return { status: answer.status, type: answer.headers.get("content-type") ?? "text/plain", body };
}

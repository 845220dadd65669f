/** A connection that fails on demand: a local server that passes requests on to a Worker, each as the test says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * `drop`: the line breaks after so many bytes of the answer; `stall`: nothing comes after them, and the line stays open;
 * `away`: the server is being restarted; `good`: passed on whole.
 */
export type Trouble =
  | { readonly kind: "drop" | "stall"; readonly afterBytes: number }
  | { readonly kind: "away" | "good" };

export interface Passed {
  readonly trouble: Trouble["kind"];
  /** Where the reader said it was. */
  readonly lastEventId: string | undefined;
  readonly status: number;
}

export class BadLine implements AsyncDisposable {
  readonly passed: Passed[] = [];
  readonly #troubles: Trouble[];
  readonly #target: string;
  readonly #server = createServer((request, response) => {
    void this.#pass(request, response).catch(() => response.destroy());
  });

  /** @param troubles one for each request, in their order; after them all is good */
  private constructor(target: string, troubles: readonly Trouble[]) {
    this.#target = target;
    this.#troubles = [...troubles];
  }

  static async open(target: string, troubles: readonly Trouble[] = []): Promise<BadLine> {
    const line = new BadLine(target, troubles);
    await new Promise<void>((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const trouble = this.#troubles.shift() ?? { kind: "good" };
    const lastEventId = request.headers["last-event-id"]?.toString();
    const note = (status: number): void => void this.passed.push({ trouble: trouble.kind, lastEventId, status });
    if (trouble.kind === "away") return void (note(503), response.writeHead(503).end());
    const leaving = new AbortController();
    response.on("close", () => leaving.abort());
    const answer = await fetch(`${this.#target}${request.url ?? ""}`, {
      headers: {
        authorization: request.headers.authorization ?? "",
        ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      },
      signal: leaving.signal,
    });
    note(answer.status);
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    await passBody(answer, response, trouble);
  }
}

async function passBody(answer: Response, response: ServerResponse, trouble: Trouble): Promise<void> {
  let left = trouble.kind === "drop" || trouble.kind === "stall" ? trouble.afterBytes : Infinity;
  for await (const part of answer.body ?? []) {
    response.write(part.slice(0, left));
    left -= part.length;
    if (left > 0) continue;
    if (trouble.kind === "drop") setTimeout(() => response.destroy(), 10);
    return;
  }
  response.end();
}

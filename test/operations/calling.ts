/** Calls an operation as a run would, and a local server that answers as it is told. */
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Script } from "../../src/contract/script.ts";
import type { Json } from "../../src/kernel/json.ts";
import { code } from "../../src/operations/code.ts";
import { http } from "../../src/operations/http.ts";
import type { Operation, OperationPorts, OperationRequest } from "../../src/operations/operation.ts";
import { settingsWith } from "../notifications/fixtures.ts";
import { StepFailure } from "../../src/operations/step-failure.ts";

export const IDEMPOTENCY_KEY = "run_1.call";

export /** What http and code use of a request. */
const request = {
  config: {},
  markup: {},
  input: null,
  run: { id: "run_1", ensemble: "orders", startedAt: "2026-11-01T00:00:00.000Z" },
  agent: "call",
  idempotencyKey: IDEMPOTENCY_KEY,
  signal: new AbortController().signal,
  recordUsage: () => undefined,
};

export function callHttp(config: unknown, parts: Partial<OperationRequest> = {}): Promise<unknown> {
  return call(http, { ...request, config, ...parts }, {});
}

export function callCode(
  script: Script | undefined,
  parts: Partial<OperationRequest> & { variables?: object } = {},
): Promise<unknown> {
  const { variables = {}, ...rest } = parts;
  return call(
    code,
    { ...request, config: { script: "scripts/one" }, ...rest },
    {
      variables: { ...variables },
      script: (name) => (name === "scripts/one" ? script : undefined),
    },
  );
}

export async function call(
  operation: Operation,
  asked: OperationRequest,
  ports: Partial<OperationPorts>,
): Promise<unknown> {
  return operation.run(asked, {
    fetch,
    now: Date.now,
    variables: {},
    script: () => undefined,
    binding: () => undefined,
    models: () => ({ baseUrl: undefined, apiKey: undefined, model: undefined, workersAi: undefined }),
    notifications: () => settingsWith(),
    ...ports,
  });
}

/** The failure of a call that must fail. */
export async function failureOf(called: Promise<unknown>): Promise<StepFailure> {
  const result = await called.then(
    (output) => new Error(`it did not fail but came to ${JSON.stringify(output)}`),
    (error: unknown) => error,
  );
  if (result instanceof StepFailure) return result;
  throw result;
}

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  readonly received: Received[];
}

/** Keeps every request once its body is whole, then lets the listener answer. */
export async function serve(listener: RequestListener): Promise<Server> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    void keep(incoming, received).then(() => listener(incoming, outgoing));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server with one answer. */
export function serveOne(
  status: number,
  body: string | Uint8Array = "",
  headers: Record<string, string> = {},
): Promise<Server> {
  return serve((_incoming, outgoing) => outgoing.writeHead(status, headers).end(body));
}

export const JSON_TYPE = { "content-type": "application/json" };

export function parsed(text: string | undefined): Json {
  return JSON.parse(text ?? "") as Json;
}

async function keep(incoming: IncomingMessage, received: Received[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const { method = "", url = "", headers } = incoming;
  received.push({ method, url, headers, body: Buffer.concat(chunks).toString("utf8") });
}

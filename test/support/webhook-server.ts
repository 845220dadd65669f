/** A local receiver of webhooks that checks Standard Webhooks signatures; and the recording server under all three. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface ReplySpec {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * `hang`: never answers. `hang-body`: answers 200 and never ends the body. `close`: cuts the connection.
 * `flood`: a body that does not end.
 */
export type Reply = number | ReplySpec | "hang" | "hang-body" | "close" | "flood";
export type Responder<R extends ReceivedRequest = ReceivedRequest> = Reply | ((request: R, index: number) => Reply);

export interface LocalServer<R extends ReceivedRequest = ReceivedRequest> {
  readonly url: string;
  /** In the order of arrival, whatever was answered. */
  readonly requests: R[];
  /** From now on; without an argument, as the real service answers. */
  respondWith(responder?: Responder<R>): void;
  close(): Promise<void>;
}

export interface WebhookRequest extends ReceivedRequest {
  /** `null` where the server was given no secret. */
  readonly verified: boolean | null;
}

/** With a `secret`, what is not signed with it is answered 401. Everything else is 204. */
export function startWebhookServer(options: { secret?: string } = {}): Promise<LocalServer<WebhookRequest>> {
  const { secret } = options;
  return startRecordingServer<WebhookRequest>({
    path: "/hooks/s3cret-path",
    read: (request) => ({ ...request, verified: secret === undefined ? null : isSigned(request, secret) }),
    answer: ({ verified }) => (verified === false ? { status: 401, body: "bad signature" } : 204),
  });
}

export interface RecordingServerOptions<R extends ReceivedRequest> {
  readonly path: string;
  readonly read: (request: ReceivedRequest) => R;
  readonly answer: (request: R, index: number) => Reply;
}

/** Where a recording server tells what it has received, to tests in other processes. */
const RECORDED = "/_recorded";

/** The requests in whose body `about` stands, as the server at this URL has recorded them. */
export async function recordedAbout<R extends ReceivedRequest>(url: string, about: string): Promise<readonly R[]> {
  const response = await fetch(new URL(`${RECORDED}?about=${encodeURIComponent(about)}`, url));
  return response.json<R[]>();
}

/** Records each request once its body is whole, then answers it. */
export async function startRecordingServer<R extends ReceivedRequest>(
  options: RecordingServerOptions<R>,
): Promise<LocalServer<R>> {
  const requests: R[] = [];
  let responder: Responder<R> = options.answer;
  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://local");
    if (pathname === RECORDED) {
      const about = searchParams.get("about") ?? "";
      outgoing.end(JSON.stringify(requests.filter(({ body }) => body.includes(about))));
      return;
    }
    void receive(incoming).then(
      (received) => {
        const request = options.read(received);
        requests.push(request);
        send(outgoing, typeof responder === "function" ? responder(request, requests.length - 1) : responder);
      },
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}${options.path}`,
    requests,
    respondWith: (next) => {
      responder = next ?? options.answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server does not listen on a port");
  return address.port;
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString("utf8"),
    at: Date.now(),
  };
}

function send(outgoing: ServerResponse, reply: Reply): void {
  if (reply === "hang") return;
  if (reply === "close") return void outgoing.socket?.destroy();
  if (reply === "hang-body") return void outgoing.writeHead(200).write("o");
  if (reply === "flood") return flood(outgoing.writeHead(500));
  const spec = typeof reply === "number" ? { status: reply } : reply;
  outgoing.writeHead(spec.status, { ...spec.headers });
  outgoing.end(spec.body);
}

function flood(outgoing: ServerResponse): void {
  const chunk = "x".repeat(16_384);
  const more = (): void => {
    while (!outgoing.destroyed && outgoing.write(chunk));
  };
  outgoing.on("drain", more);
  more();
}

function isSigned({ headers, body }: ReceivedRequest, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, { ...headers });
    return true;
  } catch {
    return false;
  }
}

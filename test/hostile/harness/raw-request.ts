/** Sends one request exactly as it is, however wrong its path or its bytes are, and reads what comes. */
import { Agent, request, type IncomingMessage } from "node:http";

export interface RawRequest {
  readonly method?: string;
  /** As it goes over the wire: nothing in it is escaped. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Milliseconds until all of it was there. */
  readonly took: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const PATIENCE_MS = 60_000;

export function sendRaw(base: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  const begun = performance.now();
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      agent,
      hostname,
      port,
      path,
      method: method ?? (bytes === undefined ? "GET" : "POST"),
      headers: { ...(bytes === undefined ? {} : { "content-length": bytes.byteLength }), ...headers },
      timeout: PATIENCE_MS,
    });
    outgoing.once(
      "response",
      (incoming) =>
        void read(incoming).then(
          (text) => resolve({ status: incoming.statusCode ?? 0, headers: flat(incoming), text, took: since(begun) }),
          reject,
        ),
    );
    outgoing.once("timeout", () => outgoing.destroy(new Error(`no answer to ${method ?? ""} ${path}`)));
    outgoing.once("error", reject);
    outgoing.end(bytes);
  });
}

/** All of it; of a stream of events the beginning. */
async function read(incoming: IncomingMessage): Promise<string> {
  const isStream = incoming.headers["content-type"]?.startsWith("text/event-stream") === true;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(Buffer.from(chunk));
    if (isStream) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function flat({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function since(begun: number): number {
  return performance.now() - begun;
}

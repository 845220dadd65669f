/** A local server that answers as a test says, for what no real Countersign does on demand. */
import { afterEach, beforeEach } from "vitest";
import { type Client, createClient } from "../../src/client/create-client.ts";
import { type LocalServer, type Reply, type ReplySpec, startRecordingServer } from "../support/webhook-server.ts";

export const KEY = "test-key-of-the-client";

/** One server for each test of the file. */
export function useApiServer(): () => { readonly server: LocalServer; readonly client: Client } {
  let server: LocalServer | undefined;
  beforeEach(async () => {
    server = await startRecordingServer({ path: "", read: (request) => request, answer: () => json({}) });
  });
  afterEach(() => server?.close());
  return () => {
    if (server === undefined) throw new Error("the server is not there");
    return { server, client: createClient({ url: server.url, key: KEY }) };
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): ReplySpec {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

export function problem(status: number, body: object, headers: Record<string, string> = {}): ReplySpec {
  return json(body, status, { "content-type": "application/problem+json", ...headers });
}

/** One reply after the other; the last one stays. */
export function inTurn(...replies: readonly Reply[]): () => Reply {
  let at = 0;
  return () => replies[Math.min(at++, replies.length - 1)] ?? 500;
}

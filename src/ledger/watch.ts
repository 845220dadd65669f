/** Opens the socket by which a page is told that what it shows has changed. Whoever asks has been let in by a door. */
import type { LiveTopic } from "../contract/live.ts";
import { CountersignError } from "../kernel/errors.ts";
import { isJsonObject } from "../kernel/json.ts";
import type { LedgerNamespace } from "./ledger-of.ts";

/** Refuses with `not-found` where the workspace knows nothing of it, and with `too-many` where too many watch it. */
export async function watch(namespace: LedgerNamespace, workspace: string, topic: LiveTopic): Promise<Response> {
  const { status, webSocket } = await asFetcher(namespace.getByName(workspace)).fetch(addressOf(topic), {
    headers: { upgrade: "websocket" },
  });
  if (webSocket !== null) return new Response(null, { status: 101, webSocket });
  if (status === 404) throw new CountersignError("not-found", "There is nothing of that id to watch.");
  throw new CountersignError("too-many", "Too many pages watch this already.");
}

/** The host is nowhere: the address is read by the ledger alone. */
function addressOf(topic: LiveTopic): string {
  return `https://ledger/live?${new URLSearchParams({ topic: JSON.stringify(topic) }).toString()}`;
}

/** What `addressOf` wrote; `null` for any other address. */
export function topicOf(address: string): LiveTopic | null {
  const { pathname, searchParams } = new URL(address);
  if (pathname !== "/live") return null;
  const topic: unknown = JSON.parse(searchParams.get("topic") ?? "null");
  if (!isJsonObject(topic)) return null;
  const { kind, id } = topic;
  if (kind === "list") return { kind };
  return (kind === "run" || kind === "approval") && typeof id === "string" ? { kind, id } : null;
}

/** Stubs of objects answer `fetch`, which the upgrade to a socket needs. */
function asFetcher(stub: unknown): Fetcher {
  return stub as Fetcher;
}

/** `/live`: tells an open page that what it shows has changed: a run, an approval, or the workspace's lists. */
import { requireScope } from "../access/api-key.ts";
import type { LiveTopic } from "../contract/live.ts";
import { requireOwnSocket } from "../http/require-own-socket.ts";
import { CountersignError } from "../kernel/errors.ts";
import { watch } from "../ledger/watch.ts";
import { type PageContext, signedIn } from "./signed-in.ts";

export async function watchPage(c: PageContext): Promise<Response> {
  requireOwnSocket(c);
  const holder = await signedIn(c);
  if (holder === null) throw new CountersignError("key-missing", "Sign in first.");
  const topic = topicFrom(c);
  requireScope(holder, topic.kind === "approval" ? "approvals" : "runs");
  return watch(c.env.LEDGER, holder.workspace, topic);
}

function topicFrom(c: PageContext): LiveTopic {
  const [run, approval] = [c.req.query("run"), c.req.query("approval")];
  if (run !== undefined) return { kind: "run", id: run };
  return approval === undefined ? { kind: "list" } : { kind: "approval", id: approval };
}

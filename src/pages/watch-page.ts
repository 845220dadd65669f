/** The sockets by which open pages are told that what they show has changed: a run, a request, or the workspace's lists. */
import { requireScope } from "../access/api-key.ts";
import type { Visitor } from "../access/visitor.ts";
import { unknownApproval } from "../approvals/require-done.ts";
import { requireOwnSocket } from "../http/require-own-socket.ts";
import { words } from "../html/words/words.ts";
import { CountersignError } from "../kernel/errors.ts";
import { watch } from "../ledger/watch.ts";
import { findRequest, seesAll } from "./find-request.ts";
import { requireAnswerer } from "./require-answerer.ts";
import { type PageContext, signedIn } from "./signed-in.ts";

/** `/live?run=ID` for a run, `/live` for the lists. */
export async function watchPage(c: PageContext): Promise<Response> {
  const visitor = await requireVisitor(c);
  const id = c.req.query("run");
  if (id === undefined && seesAll(visitor)) return watch(c.env.LEDGER, visitor.workspace, { kind: "list" });
  requireScope(visitor, "runs");
  return watch(c.env.LEDGER, visitor.workspace, id === undefined ? { kind: "list" } : { kind: "run", id });
}

/** `/approvals/{id}/live`, for whoever may see the request. */
export async function watchRequest(c: PageContext): Promise<Response> {
  const visitor = await requireVisitor(c);
  const id = c.req.param("id") ?? "";
  requireAnswerer(visitor);
  const view = await findRequest(c, visitor, id).inspect(null);
  if (view.kind === "unknown") throw unknownApproval("not-found");
  return watch(c.env.LEDGER, visitor.workspace, { kind: "approval", id });
}

async function requireVisitor(c: PageContext): Promise<Visitor> {
  requireOwnSocket(c);
  const visitor = await signedIn(c);
  if (visitor === null) throw new CountersignError("key-missing", words.pages.wrong.signInFirst);
  return visitor;
}

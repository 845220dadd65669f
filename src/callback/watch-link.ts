/** `{link}/live`: tells an open page of a link that its request has changed, and nothing of any other. */
import { approvalOfObject } from "../approvals/approval-stub.ts";
import { unknownApproval } from "../approvals/require-done.ts";
import { requireOwnSocket } from "../http/require-own-socket.ts";
import { approvalIdOf, parseToken } from "../kernel/ids.ts";
import { watch } from "../ledger/watch.ts";
import type { CallbackContext } from "./find-link.ts";

export async function watchLink(c: CallbackContext): Promise<Response> {
  requireOwnSocket(c);
  const token = parseToken(c.req.param("token") ?? "");
  const owner = token === null ? null : approvalOfObject(c.env.HITL_STATE, token.objectId);
  const workspace = token === null || owner === null ? null : await owner.workspaceOfLink(token.secret);
  if (token === null || workspace === null) throw unknownApproval("link-unknown");
  return watch(c.env.LEDGER, workspace, { kind: "approval", id: approvalIdOf(token.objectId) });
}

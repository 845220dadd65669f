/** The approval a link points at. */
import type { Context } from "hono";
import { approvalOfObject } from "../approvals/approval-stub.ts";
import type { ApprovalPort } from "../approvals/port.ts";
import type { Env } from "../config.ts";
import { parseToken } from "../kernel/ids.ts";

export type CallbackContext = Context<{ Bindings: Env }>;

export interface Link {
  readonly owner: ApprovalPort;
  readonly secret: string;
}

/** The object a token points at, or `null` where it can be none of ours: forged ids make no objects. */
export function findLink(c: CallbackContext): Link | null {
  const token = parseToken(c.req.param("token") ?? "");
  if (token === null) return null;
  const owner = approvalOfObject(c.env.HITL_STATE, token.objectId);
  return owner === null ? null : { owner, secret: token.secret };
}

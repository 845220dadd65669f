/** `/api/approvals/{id}/…`: what a key may do about an open approval beside deciding it. */
import {
  approvalOver,
  requireExtended,
  requireHandedOver,
  requireSent,
  unknownApproval,
} from "../approvals/require-done.ts";
import { actorLabel } from "../contract/actor.ts";
import { Approval } from "../contract/approval.ts";
import { ExtendBody, ReassignBody, ResendBody, Resent, WithdrawBody } from "../contract/handover.ts";
import { readOwned, requireOwner } from "../approvals/read-owned.ts";
import { addRoute, type Api } from "./route.ts";

const APPROVAL = { 200: { description: "The approval as it is now", schema: Approval } };

export function addApprovalUpkeepRoutes(api: Api): void {
  addRoute(api, {
    method: "post",
    path: "/api/approvals/{id}/reassign",
    summary: "Ask somebody else instead of an approver",
    scope: "approvals",
    body: { schema: ReassignBody },
    answers: APPROVAL,
    errors: [
      "not-found",
      "approver-not-allowed",
      "self-approval",
      "already-answered",
      "approval-over",
      "delegate-loop",
      "delegate-taken",
      "address-invalid",
    ],
    handle: async ({ c, env, holder, params: { id = "" }, body }) => {
      const { name: keyName, workspace } = holder;
      requireHandedOver(await requireOwner(env, id).reassign({ workspace, keyName, ...body }), "not-found");
      return c.json(await readOwned(env, holder, id));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/approvals/{id}/resend",
    summary: "Tell an approver again, or all who have not answered, with fresh links",
    scope: "approvals",
    body: { schema: ResendBody, empty: {} },
    answers: { 202: { description: "The messages are on their way", schema: Resent } },
    errors: ["not-found", "approver-not-allowed", "approval-over", "not-reachable", "too-soon"],
    handle: async ({ c, env, holder, params: { id = "" }, body }) => {
      const { name: keyName, workspace } = holder;
      const request = { workspace, keyName, approver: body.approver ?? null };
      return c.json({ messages: requireSent(await requireOwner(env, id).resend(request), "not-found") }, 202);
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/approvals/{id}/extend",
    summary: "Move the end of time",
    scope: "approvals",
    body: { schema: ExtendBody },
    answers: APPROVAL,
    errors: ["not-found", "approval-over", "expiry-invalid"],
    handle: async ({ c, env, holder, params: { id = "" }, body }) => {
      const { name: keyName, workspace } = holder;
      const expiresAt = Date.parse(body.expiresAt);
      requireExtended(await requireOwner(env, id).extend({ workspace, keyName, expiresAt }));
      return c.json(await readOwned(env, holder, id));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/approvals/{id}/withdraw",
    summary: "Withdraw the request: it ends as cancelled",
    scope: "approvals",
    body: { schema: WithdrawBody, empty: {} },
    answers: APPROVAL,
    errors: ["not-found", "approval-over"],
    handle: async ({ c, env, holder, params: { id = "" }, body }) => {
      const actor = actorLabel({ kind: "key", name: holder.name });
      const reason = body.reason ?? "withdrawn";
      const { status } = await requireOwner(env, id).cancel({ workspace: holder.workspace, actor, reason });
      if (status === "unknown") throw unknownApproval("not-found");
      const approval = await readOwned(env, holder, id);
      if (status !== "cancelled") {
        throw approvalOver({ status, decidedAt: Date.parse(approval.decidedAt ?? "") }, "it was not withdrawn");
      }
      return c.json(approval);
    },
  });
}

/** `/api/approvals`: what is waiting or was decided, deciding it, and links for others to do so. */
import { z } from "@hono/zod-openapi";
import { givenAnswer } from "../approvals/given-answer.ts";
import { awaitOwned, requireOwner } from "../approvals/read-owned.ts";
import { requireMinted, requireRecorded } from "../approvals/require-done.ts";
import { actorLabel } from "../contract/actor.ts";
import { Approval, ApprovalStatus, MintedLink } from "../contract/approval.ts";
import { DecisionBody, DecisionResult } from "../contract/decision.ts";
import { preferredWait } from "../http/prefer.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { pageOf, pageQuery, preferHeader } from "./parameters.ts";
import { requireCursor } from "./require-cursor.ts";
import { addRoute, type Api } from "./route.ts";

const MAX_ANSWER_BYTES = 256 * 1024;

export function addApprovalRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/approvals",
    summary: "List approvals, newest first",
    scope: "approvals",
    query: z.object({
      ...pageQuery,
      status: ApprovalStatus.optional(),
      approver: z.string().optional(),
      ensemble: z.string().optional(),
      run: z.string().optional(),
    }),
    answers: { 200: { description: "A page of approvals", schema: pageOf(Approval) } },
    errors: ["bad-request"],
    handle: async ({ c, env, holder, query }) => {
      requireCursor("approvals", query.cursor);
      return c.json(await ledgerOf(env.LEDGER, holder.workspace).listApprovals(query));
    },
  });

  addRoute(api, {
    method: "get",
    path: "/api/approvals/{id}",
    summary: "Show an approval, as its owner has it",
    scope: "approvals",
    headers: z.object(preferHeader),
    answers: { 200: { description: "The approval", schema: Approval } },
    errors: ["not-found"],
    handle: async ({ c, env, holder, params }) => {
      const seconds = preferredWait(c.req.header("prefer"));
      if (seconds > 0) c.header("preference-applied", `wait=${seconds}`);
      return c.json(await awaitOwned(env, holder, { id: params["id"] ?? "", seconds }));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/approvals/{id}/decision",
    summary: "Approve or reject, as the key's owner on behalf of an approver",
    scope: "approvals",
    body: { schema: DecisionBody, maxBytes: MAX_ANSWER_BYTES },
    answers: { 200: { description: "What it led to", schema: DecisionResult } },
    errors: [
      "not-found",
      "approver-not-allowed",
      "not-verified",
      "self-approval",
      "already-answered",
      "approval-over",
      "values-invalid",
    ],
    handle: async ({ c, env, holder, params, body }) => {
      const answer = await requireOwner(env, params["id"] ?? "").decide({
        by: "key",
        workspace: holder.workspace,
        keyName: holder.name,
        given: givenAnswer(body),
        claimed: body.approver ?? null,
      });
      return c.json(requireRecorded(answer, "not-found"));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/approvals/{id}/links",
    summary: "Make a fresh link, bound to an approver where one is named",
    scope: "approvals",
    body: { schema: z.object({ approver: z.string().min(1).max(320).optional() }), empty: {} },
    answers: { 201: { description: "The link; it is shown only here", schema: MintedLink } },
    errors: ["not-found", "approver-not-allowed", "approval-over"],
    handle: async ({ c, env, holder, params, body }) => {
      const minted = await requireOwner(env, params["id"] ?? "").mintLink({
        workspace: holder.workspace,
        actor: actorLabel({ kind: "key", name: holder.name }),
        approver: body.approver ?? null,
      });
      return c.json(requireMinted(minted), 201);
    },
  });
}

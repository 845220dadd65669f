/** Tools about approvals. None of them decides: a model asks and waits, and people answer. */
import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/server";
import { awaitOwned } from "../approvals/read-owned.ts";
import { type Approval, ApprovalStatus } from "../contract/approval.ts";
import { RequestApprovalBody } from "../contract/request-approval.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { requestApproval } from "../runs/request-approval.ts";
import { briefApproval } from "./brief.ts";
import { idempotencyKey } from "./idempotency-option.ts";
import { approvalPage, type McpContext } from "./mcp-context.ts";
import { answering, toolResult } from "./tool-result.ts";
import { waitSeconds } from "./wait-option.ts";

/**
 * What of a request a model may say. Not where links are sent, since whoever reads one may answer; not that whoever asks
 * may approve; not in whose name it asks.
 */
const AskedByModel = RequestApprovalBody.pick({
  title: true,
  prompt: true,
  data: true,
  approvers: true,
  minApprovals: true,
  requireVerified: true,
  form: true,
  timeout: true,
});

export function addApprovalTools(server: McpServer, context: McpContext): void {
  const { env, settings, holder, origin } = context;

  server.registerTool(
    "request_approval",
    {
      title: "Ask people for approval",
      description:
        "Asks people to approve or reject something before it is done. Approvers with an e-mail address are told by mail, where mail is set up. Then ask_person, or get_approval with waitSeconds. Go on only where the status is approved.",
      inputSchema: AskedByModel.extend({ idempotencyKey, waitSeconds }),
    },
    ({ idempotencyKey: key, waitSeconds: seconds, ...body }) =>
      answering(async () => {
        const { approval } = await requestApproval(
          {
            holder,
            settings,
            origin,
            approvals: env.HITL_STATE,
            ledger: ledgerOf(env.LEDGER, holder.workspace),
          },
          RequestApprovalBody.parse(body),
          { idempotencyKey: key, waitSeconds: seconds },
        );
        return approvalResult(context, approval);
      }),
  );

  server.registerTool(
    "get_approval",
    {
      title: "Show or wait for an approval",
      description: "An approval with what is asked and who has answered; with waitSeconds, once it is settled.",
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ approvalId: z.string(), waitSeconds }),
    },
    ({ approvalId, waitSeconds: seconds }) =>
      answering(async () => approvalResult(context, await awaitOwned(env, holder, { id: approvalId, seconds }))),
  );

  server.registerTool(
    "list_approvals",
    {
      title: "List approvals",
      description: "Approvals of the workspace, newest first; those that wait for people, unless you say otherwise.",
      annotations: { readOnlyHint: true },
      inputSchema: z.object({
        status: ApprovalStatus.default("pending"),
        approver: z.string().optional(),
        ensemble: z.string().optional(),
        limit: z.int().min(1).max(50).default(20),
      }),
    },
    ({ status, approver, ensemble, limit }) =>
      answering(async () => {
        const query = { status, limit, ...defined({ approver, ensemble }) };
        const { items } = await ledgerOf(env.LEDGER, holder.workspace).listApprovals(query);
        const approvals = items.map((approval) => briefApproval(approval, approvalPage(context, approval.id)));
        return toolResult(`${approvals.length} approvals with the status ${status}.`, { approvals });
      }),
  );
}

function defined(query: { readonly approver: string | undefined; readonly ensemble: string | undefined }) {
  const { approver, ensemble } = query;
  return { ...(approver === undefined ? {} : { approver }), ...(ensemble === undefined ? {} : { ensemble }) };
}

export function approvalResult(context: McpContext, approval: Approval, says = statusSentence(approval)) {
  return toolResult(says, briefApproval(approval, approvalPage(context, approval.id)));
}

export function statusSentence({ status }: Approval): string {
  return status === "pending"
    ? "It is open: people have not decided it yet. Only they can; ask_person puts it to whoever is here, and others answer on its `page` or by the message they were sent."
    : `It is over: ${status}. ${status === "approved" ? "People said yes." : "Nothing was approved: do not do it."}`;
}

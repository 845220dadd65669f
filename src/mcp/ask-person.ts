/**
 * The tool that puts an approval to the person in front of the client. The model names the approval and nothing else: the
 * question is ours, the client shows it, and the answer comes back beside the model's arguments, where it cannot write.
 */
import { z } from "@hono/zod-openapi";
import {
  type CallToolResult,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
} from "@modelcontextprotocol/server";
import type { McpServer, RequestStateCodec, ServerContext } from "@modelcontextprotocol/server";
import { readOwned, requireOwner } from "../approvals/read-owned.ts";
import { requireRecorded } from "../approvals/require-done.ts";
import type { Approval } from "../contract/approval.ts";
import type { Json } from "../kernel/json.ts";
import { approvalResult, statusSentence } from "./approval-tools.ts";
import { approvalPage, type McpContext } from "./mcp-context.ts";
import { readPersonAnswer } from "./person-answer.ts";
import { type PersonQuestion, personQuestion } from "./person-question.ts";
import { toolError } from "./tool-result.ts";

const QUESTION = "approval";

/** What was shown, by its hash: an answer counts for that and for nothing else. */
export interface Asked {
  readonly hash: string;
}

export interface Asking {
  readonly states: RequestStateCodec<Asked>;
  /** Whether the client can show a form to its person within a call. */
  readonly canAsk: (context: ServerContext) => boolean;
}

export function addAskPerson(server: McpServer, context: McpContext, asking: Asking): void {
  server.registerTool(
    "ask_person",
    {
      title: "Put an approval to the person here",
      description:
        "Shows an open approval to the person who uses this client, who may approve or reject it, or do neither. You cannot answer it for them. Where the client cannot show it, you get the address of its page: give that to the person, and wait with get_approval.",
      inputSchema: z.object({ approvalId: z.string() }),
    },
    async ({ approvalId }, call) => {
      try {
        return await askPerson(context, asking, { approvalId, call });
      } catch (error) {
        return toolError(error);
      }
    },
  );
}

interface Call {
  readonly approvalId: string;
  readonly call: ServerContext;
}

async function askPerson(
  context: McpContext,
  asking: Asking,
  { approvalId, call }: Call,
): Promise<CallToolResult | InputRequiredResult> {
  const approval = await readOwned(context.env, context.holder, approvalId);
  if (approval.status !== "pending") return approvalResult(context, approval);
  const question = personQuestion(approval, context.holder.person ?? null);
  if (question.kind === "page") return sentToPage(context, approval, question.why);
  if (!asking.canAsk(call)) return sentToPage(context, approval, "This client cannot show it to its person.");
  const asked = call.mcpReq.requestState<Asked>();
  const answer = inputResponse(call.mcpReq.inputResponses, QUESTION);
  if (answer.kind === "missing" || asked?.hash !== question.hash) return put(question, asking, call);
  const read = readPersonAnswer(answer, (approval.form ?? null) as Json);
  if (read.kind === "undecided") return approvalResult(context, approval, `${read.why} Nothing was decided.`);
  const { name: keyName, workspace, person = null } = context.holder;
  const decided = await requireOwner(context.env, approvalId).decide({
    by: "key",
    via: "mcp",
    workspace,
    keyName,
    given: read.given,
    claimed: person,
  });
  requireRecorded(decided, "not-found");
  const settled = await readOwned(context.env, context.holder, approvalId);
  const verb = read.given.approved ? "approved" : "rejected";
  return approvalResult(context, settled, `The person ${verb} it. ${statusSentence(settled)}`);
}

async function put(
  { message, schema, hash }: Extract<PersonQuestion, { kind: "question" }>,
  { states }: Asking,
  call: ServerContext,
): Promise<InputRequiredResult> {
  return inputRequired({
    inputRequests: { [QUESTION]: inputRequired.elicit({ message, requestedSchema: schema }) },
    requestState: await states.mint({ hash }, call),
  });
}

function sentToPage(context: McpContext, approval: Approval, why: string): CallToolResult {
  const page = approvalPage(context, approval.id);
  return approvalResult(
    context,
    approval,
    `${why} Give the person this address, where they sign in and answer: ${page} — nothing was decided.`,
  );
}

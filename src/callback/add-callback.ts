/** The callback door: a link is opened (which changes nothing) or answered, by a program or in a browser. */
import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import { approvalOver, givenAnswer, requireRecorded, unknownApproval } from "../approvals/answer.ts";
import { approvalOfObject } from "../approvals/approval-stub.ts";
import type { ApprovalPort } from "../approvals/port.ts";
import type { Env } from "../config.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { DecisionBody } from "../contract/decision.ts";
import { parseToken } from "../kernel/ids.ts";
import { parseBody, readText } from "../http/read-body.ts";
import { isFormPost, wantsPage } from "./what-is-wanted.ts";
import { answerByForm } from "./answer-by-form.ts";
import { showPage } from "./show-page.ts";
import { suspensionOf } from "./suspension.ts";

type CallbackContext = Context<{ Bindings: Env }>;

/** An answer may have 256 KiB. */
export const MAX_ANSWER_BYTES = 256 * 1024;

export function addCallback(app: Hono<{ Bindings: Env }>, path: string): void {
  app.use(`${path}/*`, cors({ origin: "*", allowMethods: ["GET", "HEAD", "POST"], allowHeaders: ["content-type"] }));
  app.get(`${path}/:token`, open);
  app.post(`${path}/:token`, answer);
}

async function open(c: CallbackContext): Promise<Response> {
  const link = findLink(c);
  const view = link === null ? { kind: "unknown" as const } : await link.owner.inspect(link.secret);
  if (wantsPage(c)) return showPage(c, { view });
  switch (view.kind) {
    case "unknown":
      throw unknownApproval("link-unknown");
    case "over":
      throw approvalOver(view);
    case "open":
      return c.json(suspensionOf(c.req.param("token") ?? "", view satisfies OpenLink));
    default:
      return view satisfies never;
  }
}

async function answer(c: CallbackContext): Promise<Response> {
  const link = findLink(c);
  if (isFormPost(c)) return answerByForm(c, link, await readText(c, MAX_ANSWER_BYTES));
  const body = parseBody(await readText(c, MAX_ANSWER_BYTES), DecisionBody);
  if (link === null) throw unknownApproval("link-unknown");
  const answered = await link.owner.decide({
    by: "link",
    secret: link.secret,
    given: givenAnswer(body),
    claimed: body.approver ?? null,
  });
  return c.json(requireRecorded(answered, "link-unknown"));
}

export interface Link {
  readonly owner: ApprovalPort;
  readonly secret: string;
}

/** The object a token points at, or `null` where it can be none of ours: forged ids make no objects. */
function findLink(c: CallbackContext): Link | null {
  const token = parseToken(c.req.param("token") ?? "");
  if (token === null) return null;
  const owner = approvalOfObject(c.env.HITL_STATE, token.objectId);
  return owner === null ? null : { owner, secret: token.secret };
}

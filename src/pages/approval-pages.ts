/** `/approvals/{id}`: a request for people who are signed in, and what they can do with it. */
import { unknownApproval } from "../approvals/require-done.ts";
import type { Visitor } from "../access/visitor.ts";
import { answerByForm } from "../request-page/answer-by-form.ts";
import { handOver, sendOwnLink } from "../request-page/pass-on.ts";
import type { RequestAtHand } from "../request-page/request-at-hand.ts";
import { showRequest } from "../request-page/show-request.ts";
import { findRequest } from "./find-request.ts";
import { requireAnswerer } from "./require-answerer.ts";
import type { PageContext } from "./signed-in.ts";

export async function showApproval(c: PageContext, visitor: Visitor): Promise<Response> {
  const request = atHand(c, visitor);
  const view = await request.inspect(null);
  if (view.kind === "unknown") throw unknownApproval("not-found");
  return showRequest(c, request, { view });
}

export async function answerApproval(c: PageContext, visitor: Visitor): Promise<Response> {
  return answerByForm(c, atHand(c, visitor));
}

export async function handOverApproval(c: PageContext, visitor: Visitor): Promise<Response> {
  return handOver(c, atHand(c, visitor));
}

export async function sendApproversLink(c: PageContext, visitor: Visitor): Promise<Response> {
  return sendOwnLink(c, atHand(c, visitor));
}

function atHand(c: PageContext, visitor: Visitor): RequestAtHand {
  requireAnswerer(visitor);
  return findRequest(c, visitor, c.req.param("id") ?? "");
}

/** The callback door: a link is opened (which changes nothing) or answered, by a program or in a browser. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import type { z } from "zod";
import { givenAnswer } from "../approvals/given-answer.ts";
import { approvalOver, requireRecorded, unknownApproval } from "../approvals/require-done.ts";
import type { Env } from "../config.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { DecisionBody } from "../contract/decision.ts";
import { parseBody, readText } from "../http/read-body.ts";
import { isFormPost, openerOf, wantsPage } from "./what-is-wanted.ts";
import { answerByForm } from "./answer-by-form.ts";
import { describeCallback } from "./describe-callback.ts";
import { type CallbackContext, findLink, type Link } from "./find-link.ts";
import { delegateByLink, sendOwnLink } from "./pass-on.ts";
import { showPage } from "./show-page.ts";
import { suspensionOf } from "./suspension.ts";

/** An answer may have 256 KiB. */
export const MAX_ANSWER_BYTES = 256 * 1024;

export function addCallback(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
  app.use(`${path}/*`, cors({ origin: "*", allowMethods: ["GET", "HEAD", "POST"], allowHeaders: ["content-type"] }));
  describeCallback(app, path);
  app.get(`${path}/:token`, open);
  app.post(`${path}/:token`, answer);
  app.post(`${path}/:token/delegate`, delegateByLink);
  app.post(`${path}/:token/own-link`, sendOwnLink);
}

async function open(c: CallbackContext): Promise<Response> {
  const link = findLink(c);
  const view = link === null ? { kind: "unknown" as const } : await link.owner.inspect(link.secret, openerOf(c));
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
  if (link === null && !wantsPage(c)) throw unknownApproval("link-unknown");
  if (isFormPost(c)) return answerByForm(c, link, await readText(c, MAX_ANSWER_BYTES));
  if (link === null) throw unknownApproval("link-unknown");
  const body = await readAnswer(c, link);
  const answered = await link.owner.decide({
    by: "link",
    secret: link.secret,
    given: givenAnswer(body),
    claimed: body.approver ?? null,
  });
  return c.json(requireRecorded(answered, "link-unknown"));
}

/** An unknown link is told so first, whatever was sent to it. */
async function readAnswer(c: CallbackContext, link: Link): Promise<z.output<typeof DecisionBody>> {
  try {
    return parseBody(await readText(c, MAX_ANSWER_BYTES), DecisionBody);
  } catch (error) {
    const view = await link.owner.inspect(link.secret, null);
    throw view.kind === "unknown" ? unknownApproval("link-unknown") : error;
  }
}

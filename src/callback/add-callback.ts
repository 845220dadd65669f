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
import { isFormPost, wantsPage } from "../http/wants-page.ts";
import { answerByForm, MAX_ANSWER_BYTES } from "../request-page/answer-by-form.ts";
import { handOver, sendOwnLink } from "../request-page/pass-on.ts";
import type { RequestAtHand } from "../request-page/request-at-hand.ts";
import { showRequest } from "../request-page/show-request.ts";
import { describeCallback } from "./describe-callback.ts";
import { type CallbackContext, findLink } from "./find-link.ts";
import { openerOf } from "./opener-of.ts";
import { watchLink } from "./watch-link.ts";
import { suspensionOf } from "./suspension.ts";

export function addCallback(app: OpenAPIHono<{ Bindings: Env }>, path: string): void {
  app.use(`${path}/*`, cors({ origin: "*", allowMethods: ["GET", "HEAD", "POST"], allowHeaders: ["content-type"] }));
  describeCallback(app, path);
  app.get(`${path}/:token`, open);
  app.post(`${path}/:token`, answer);
  app.get(`${path}/:token/live`, watchLink);
  app.post(`${path}/:token/delegate`, (c) => handOver(c, findLink(c)));
  app.post(`${path}/:token/own-link`, (c) => sendOwnLink(c, findLink(c)));
}

async function open(c: CallbackContext): Promise<Response> {
  const link = findLink(c);
  const view = await link.inspect(openerOf(c));
  if (wantsPage(c)) return showRequest(c, link, { view });
  switch (view.kind) {
    case "unknown":
      throw unknownApproval("link-unknown");
    case "over":
      throw approvalOver(view, "it takes no answer any more");
    case "open":
      return c.json(suspensionOf(c.req.param("token") ?? "", view satisfies OpenLink));
    default:
      return view satisfies never;
  }
}

async function answer(c: CallbackContext): Promise<Response> {
  const link = findLink(c);
  if (isFormPost(c)) return answerByForm(c, link);
  const body = await readAnswer(c, link);
  return c.json(requireRecorded(await link.decide(givenAnswer(body), body.approver ?? null), "link-unknown"));
}

/** An unknown link is told so first, whatever was sent to it. */
async function readAnswer(c: CallbackContext, link: RequestAtHand): Promise<z.output<typeof DecisionBody>> {
  try {
    return parseBody(await readText(c, MAX_ANSWER_BYTES), DecisionBody);
  } catch (error) {
    const view = await link.inspect(null);
    throw view.kind === "unknown" ? unknownApproval("link-unknown") : error;
  }
}

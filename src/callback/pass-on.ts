/** What the holder of a link may do beside answering: hand the request over, or have a link of their own sent. */
import type { z } from "@hono/zod-openapi";
import { requireHandedOver, requireSent, unknownApproval } from "../approvals/require-done.ts";
import { DelegateBody, OwnLinkBody } from "../contract/handover.ts";
import { asKnownError } from "../http/problem.ts";
import { parseBody, readText } from "../http/read-body.ts";
import { type CallbackContext, findLink, type Link } from "./find-link.ts";
import type { PassedOn } from "./page/passed-on.tsx";
import { showPage } from "./show-page.ts";
import { isFormPost, wantsPage } from "./what-is-wanted.ts";

const MAX_BYTES = 16 * 1024;

/** `POST {link}/delegate`: the link's owner hands their answer to somebody else. */
export function delegateByLink(c: CallbackContext): Promise<Response> {
  return pass(c, async (link) => {
    const { to } = await readBody(c, DelegateBody);
    const answer = await link.owner.delegate({ by: "link", secret: link.secret, to });
    const done = requireHandedOver(answer, "link-unknown");
    return { json: { approver: done.approver, delegate: done.to }, page: { kind: "handed-over", to: done.to } };
  });
}

/** `POST {link}/own-link`: a named approver is sent a link of their own, which nobody else is shown. */
export function sendOwnLink(c: CallbackContext): Promise<Response> {
  return pass(c, async (link) => {
    const { approver } = await readBody(c, OwnLinkBody);
    requireSent(await link.owner.sendOwnLink({ secret: link.secret, approver }), "link-unknown");
    return { json: { sent: true }, page: { kind: "link-sent", to: approver } };
  });
}

interface Done {
  readonly json: object;
  readonly page: PassedOn;
}

async function pass(c: CallbackContext, act: (link: Link) => Promise<Done>): Promise<Response> {
  const link = findLink(c);
  if (link === null) {
    if (wantsPage(c)) return showPage(c, { view: { kind: "unknown" } });
    throw unknownApproval("link-unknown");
  }
  try {
    const done = await act(link);
    if (!wantsPage(c)) return c.json(done.json, 202);
    return showPage(c, { view: await link.owner.inspect(link.secret, null), passedOn: done.page });
  } catch (error) {
    if (!wantsPage(c)) throw error;
    const { code, message } = asKnownError(error);
    const passedOn: PassedOn = { kind: "refused", code, detail: message };
    return showPage(c, { view: await link.owner.inspect(link.secret, null), passedOn });
  }
}

async function readBody<T extends z.ZodType>(c: CallbackContext, schema: T): Promise<z.output<T>> {
  const text = await readText(c, MAX_BYTES);
  return parseBody(isFormPost(c) ? JSON.stringify(Object.fromEntries(new URLSearchParams(text))) : text, schema);
}

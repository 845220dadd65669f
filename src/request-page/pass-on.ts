/** What somebody may do with a request beside answering: hand it over, or have an approver sent a link of their own. */
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireHandedOver, requireSent, unknownApproval } from "../approvals/require-done.ts";
import { DelegateBody, OwnLinkBody } from "../contract/handover.ts";
import { asKnownError } from "../http/problem.ts";
import { parseBody, readText } from "../http/read-body.ts";
import { type FormEntries, readForm } from "../http/read-form.ts";
import { isFormPost, wantsPage } from "../http/wants-page.ts";
import type { PassedOn, PassOnTyped } from "./passed-on.tsx";
import type { RequestAtHand } from "./request-at-hand.ts";
import { showRequest } from "./show-request.ts";

const MAX_BYTES = 16 * 1024;

/** `POST {request}/delegate`: its approver hands their answer to somebody else. */
export function handOver(c: Context, request: RequestAtHand): Promise<Response> {
  return pass(c, request, "delegate", async () => {
    const { to } = await readBody(c, DelegateBody);
    const done = requireHandedOver(await request.delegate(to), request.unknown);
    return { json: { approver: done.approver, delegate: done.to }, page: { kind: "handed-over", to: done.to } };
  });
}

/** `POST {request}/own-link`: a named approver is sent a link of their own, which nobody else is shown. */
export function sendOwnLink(c: Context, request: RequestAtHand): Promise<Response> {
  return pass(c, request, "own-link", async () => {
    const { approver } = await readBody(c, OwnLinkBody);
    requireSent(await request.sendOwnLink(approver), request.unknown);
    return { json: { sent: true }, page: { kind: "link-sent", to: approver } };
  });
}

interface Done {
  readonly json: object;
  readonly page: PassedOn;
}

async function pass(
  c: Context,
  request: RequestAtHand,
  by: PassOnTyped["by"],
  act: () => Promise<Done>,
): Promise<Response> {
  const before = await request.inspect(null);
  if (before.kind === "unknown" && !wantsPage(c)) throw unknownApproval(request.unknown);
  const typed = typedBy(by, isFormPost(c) ? await readForm(c, MAX_BYTES) : []);
  if (before.kind === "unknown") return showRequest(c, request, { view: before, passedOn: { kind: "unsent", typed } });
  try {
    const done = await act();
    if (!wantsPage(c)) return c.json(done.json, 202);
    return await showRequest(c, request, { view: await request.inspect(null), passedOn: done.page });
  } catch (error) {
    if (!wantsPage(c)) throw error;
    const { code, message } = asKnownError(error);
    const passedOn: PassedOn = { kind: "refused", code, detail: message, typed };
    return showRequest(c, request, { view: await request.inspect(null), passedOn });
  }
}

async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const text = isFormPost(c)
    ? JSON.stringify(Object.fromEntries(await readForm(c, MAX_BYTES)))
    : await readText(c, MAX_BYTES);
  return parseBody(text, schema);
}

const FIELDS = { delegate: "to", "own-link": "approver" } as const satisfies Record<PassOnTyped["by"], string>;

/** Whom a form names that was sent for it. */
export function typedBy(by: PassOnTyped["by"], entries: FormEntries): PassOnTyped {
  const name = new Map(entries).get(FIELDS[by]);
  return { by, name: typeof name === "string" ? name : "" };
}

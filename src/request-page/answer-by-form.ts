/** An answer sent by a form: from the page, or from a program that prefers forms. */
import type { Context } from "hono";
import { givenAnswer } from "../approvals/given-answer.ts";
import { requireRecorded, unknownApproval } from "../approvals/require-done.ts";
import { DecisionBody } from "../contract/decision.ts";
import type { LinkView } from "../contract/link-view.ts";
import { fieldErrors } from "../http/read-body.ts";
import { readForm } from "../http/read-form.ts";
import { asKnownError } from "../http/problem.ts";
import { wantsPage } from "../http/wants-page.ts";
import { CountersignError } from "../kernel/errors.ts";
import { askedFor, formDecision } from "./form-decision.ts";
import { parseAnswerForm, type AnswerForm } from "./parse-answer-form.ts";
import type { RequestAtHand } from "./request-at-hand.ts";
import { showRequest } from "./show-request.ts";
import { unconfirmed } from "./unconfirmed.ts";

/** An answer may have 256 KiB. */
export const MAX_ANSWER_BYTES = 256 * 1024;

export async function answerByForm(c: Context, request: RequestAtHand): Promise<Response> {
  const before = await request.inspect(null);
  if (before.kind === "unknown" && !wantsPage(c)) throw unknownApproval(request.unknown);
  const form = parseAnswerForm(await readForm(c, MAX_ANSWER_BYTES));
  if (wantsPage(c) && form.isGoingOn) {
    return showRequest(c, request, { view: before, attempt: { typed: form.typed, error: null } });
  }
  const toConfirm = wantsPage(c) ? unconfirmed(form, before) : null;
  if (toConfirm !== null) return showRequest(c, request, { view: before, unconfirmed: toConfirm });
  try {
    const result = await decideByForm(request, form, before);
    if (!wantsPage(c)) return c.json(result);
    const justDecided = { approved: form.approved === true };
    return await showRequest(c, request, { view: await request.inspect(null), justDecided });
  } catch (error) {
    if (!wantsPage(c)) throw error;
    const { code, message, extras } = asKnownError(error);
    const attempt = { typed: form.typed, error: { code, detail: message, errors: extras.errors ?? [] } };
    return showRequest(c, request, { view: await request.inspect(null), attempt });
  }
}

async function decideByForm(request: RequestAtHand, form: AnswerForm, view: LinkView) {
  if (view.kind === "unknown") throw unknownApproval(request.unknown);
  const body = parseDecision(form, view);
  return requireRecorded(await request.decide(givenAnswer(body), body.approver ?? null), request.unknown);
}

function parseDecision(answer: AnswerForm, view: LinkView) {
  const parsed = DecisionBody.safeParse(formDecision(answer, askedFor(view)));
  if (parsed.success) return parsed.data;
  throw new CountersignError("bad-request", "Say `approved` with true or false; nothing was decided.", {
    errors: fieldErrors(parsed.error),
  });
}

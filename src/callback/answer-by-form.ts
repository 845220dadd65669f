/** An answer sent by a form: from the page, or from a program that prefers forms. */
import { givenAnswer } from "../approvals/given-answer.ts";
import { requireRecorded, unknownApproval } from "../approvals/require-done.ts";
import { DecisionBody } from "../contract/decision.ts";
import type { LinkView } from "../contract/link-view.ts";
import { fieldErrors } from "../http/read-body.ts";
import { asKnownError } from "../http/problem.ts";
import { CountersignError } from "../kernel/errors.ts";
import type { CallbackContext, Link } from "./find-link.ts";
import { askedFor, formDecision } from "./page/form-decision.ts";
import { parseAnswerForm, type AnswerForm } from "./page/parse-answer-form.ts";
import { unconfirmed } from "./page/unconfirmed.ts";
import { showPage } from "./show-page.ts";
import { wantsPage } from "./what-is-wanted.ts";

export async function answerByForm(c: CallbackContext, link: Link | null, text: string): Promise<Response> {
  const form = parseAnswerForm(await readEntries(c, text));
  const before: LinkView = link === null ? { kind: "unknown" } : await link.owner.inspect(link.secret, null);
  if (wantsPage(c) && form.isGoingOn) return showPage(c, { view: before, attempt: { typed: form.typed, error: null } });
  const toConfirm = wantsPage(c) ? unconfirmed(form, before) : null;
  if (toConfirm !== null) return showPage(c, { view: before, unconfirmed: toConfirm });
  try {
    const result = await decideByForm(link, form, before);
    if (!wantsPage(c)) return c.json(result);
    return showPage(c, { view: await viewAfter(link), justDecided: { approved: form.approved === true } });
  } catch (error) {
    if (!wantsPage(c)) throw error;
    const { code, message, extras } = asKnownError(error);
    const attempt = { typed: form.typed, error: { code, detail: message, errors: extras.errors ?? [] } };
    return showPage(c, { view: await viewAfter(link), attempt });
  }
}

async function viewAfter(link: Link | null): Promise<LinkView> {
  return link === null ? { kind: "unknown" } : link.owner.inspect(link.secret, null);
}

async function decideByForm(link: Link | null, form: AnswerForm, view: LinkView) {
  if (link === null || view.kind === "unknown") throw unknownApproval("link-unknown");
  const body = parseDecision(form, view);
  const answered = await link.owner.decide({
    by: "link",
    secret: link.secret,
    given: givenAnswer(body),
    claimed: body.approver ?? null,
  });
  return requireRecorded(answered, "link-unknown");
}

function parseDecision(answer: AnswerForm, view: LinkView) {
  const parsed = DecisionBody.safeParse(formDecision(answer, askedFor(view)));
  if (parsed.success) return parsed.data;
  throw new CountersignError("bad-request", "Say `approved` with true or false; nothing was decided.", {
    errors: fieldErrors(parsed.error),
  });
}

async function readEntries(c: CallbackContext, text: string): Promise<Iterable<readonly [string, unknown]>> {
  const contentType = c.req.header("content-type") ?? "";
  try {
    return [...(await new Response(text, { headers: { "content-type": contentType } }).formData()).entries()];
  } catch {
    throw new CountersignError("bad-request", "The form cannot be read.");
  }
}

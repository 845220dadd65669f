/** `POST /approvals`: several requests answered at once. First they are named, then each is decided by its owner. */
import type { Child } from "hono/jsx";
import type { Visitor } from "../../access/visitor.ts";
import { givenAnswer } from "../../approvals/given-answer.ts";
import { requireRecorded } from "../../approvals/require-done.ts";
import { DecisionBody } from "../../contract/decision.ts";
import type { LinkView } from "../../contract/link-view.ts";
import { fieldErrors } from "../../http/read-body.ts";
import { asKnownError } from "../../http/problem.ts";
import { type FormEntries, readForm } from "../../http/read-form.ts";
import { sendPage } from "../../http/send-page.ts";
import type { FieldError } from "../../kernel/errors.ts";
import { words } from "../../html/words/words.ts";
import { sentTexts } from "../../request-page/kept-texts.ts";
import type { RequestAtHand } from "../../request-page/request-at-hand.ts";
import { findRequest } from "../find-request.ts";
import { requireAnswerer } from "../require-answerer.ts";
import type { PageContext } from "../signed-in.ts";
import { titleOf } from "./inbox-row.tsx";
import { parseSeveral, type SeveralAnswers } from "./parse-several.ts";
import { renderResults, type Result } from "./results-page.tsx";
import { renderNothingChosen, renderSeveral } from "./several-page.tsx";
import { type Why, whyNot } from "./standing.ts";

const MAX_BYTES = 64 * 1024;

/** Owners asked at the same time. */
const AT_A_TIME = 10;

export async function answerSeveral(c: PageContext, visitor: Visitor): Promise<Response> {
  const entries = await readForm(c, MAX_BYTES);
  const answers = parseSeveral(entries);
  const { approved, ids, stage } = answers;
  if (stage === "chosen" || approved === null || ids.length === 0) return confirmSeveral(c, visitor, entries);
  requireAnswerer(visitor);
  const given = parseGiven(answers, approved);
  if ("problem" in given) return confirmSeveral(c, visitor, entries, given);
  const results = await inTurn(ids, (id) => answerOne(findRequest(c, visitor, id), given));
  const typed = sentTexts(entries);
  return sendPage(c, (nonce) => renderResults({ nonce, visitor, approved, results, typed }));
}

/** Decides nothing: shows what was chosen. */
export async function confirmSeveral(
  c: PageContext,
  visitor: Visitor,
  entries: FormEntries,
  told: { readonly notice?: Child; readonly problem?: FieldError } = {},
): Promise<Response> {
  requireAnswerer(visitor);
  const { ids, approved, feedback, reason } = parseSeveral(entries);
  if (approved === null || ids.length === 0) {
    return sendPage(c, (nonce) => renderNothingChosen({ nonce, visitor, ...told }), 400);
  }
  const items = await inTurn(ids, async (id) => {
    const request = findRequest(c, visitor, id);
    const view = await request.inspect(null);
    return { id, path: request.path, view, why: whyNot(view, approved) };
  });
  const now = Date.now();
  const typed = { feedback, reason };
  return sendPage(
    c,
    (nonce) => renderSeveral({ nonce, visitor, approved, items, typed, now, ...told }),
    told.problem === undefined ? 200 : 400,
  );
}

type Given = ReturnType<typeof givenAnswer>;

function parseGiven({ feedback, reason }: SeveralAnswers, approved: boolean): Given | { readonly problem: FieldError } {
  const parsed = DecisionBody.safeParse({ approved, feedback, reason });
  if (parsed.success) return givenAnswer(parsed.data);
  const [problem = { path: "", message: "" }] = fieldErrors(parsed.error);
  return { problem };
}

async function answerOne(request: RequestAtHand, given: Given): Promise<Result> {
  const { path } = request;
  try {
    const view = await request.inspect(null);
    const why = whyNot(view, given.approved);
    if (why !== null) return refused(path, view, why);
    const { remaining } = requireRecorded(await request.decide(given, null), request.unknown);
    return { path, title: titleIn(view), became: "done", remaining };
  } catch (error) {
    return { path, title: words.inbox.untitled, became: "refused", detail: asKnownError(error).message };
  }
}

function refused(path: string, view: LinkView, why: Why): Result {
  return { path, title: titleIn(view), became: "refused", detail: words.several.why[why] };
}

function titleIn(view: LinkView): string {
  return view.kind === "unknown" ? words.inbox.untitled : titleOf(view);
}

async function inTurn<T>(ids: readonly string[], act: (id: string) => Promise<T>): Promise<readonly T[]> {
  const done: T[] = [];
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    done.push(...(await Promise.all(ids.slice(at, at + AT_A_TIME).map(act))));
  }
  return done;
}

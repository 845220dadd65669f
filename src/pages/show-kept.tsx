/** A form that came without a session, shown again to whoever has signed in since: filled in as it was, and not sent. */
import { requireScope } from "../access/api-key.ts";
import type { Visitor } from "../access/visitor.ts";
import { asKnownError } from "../http/problem.ts";
import { parseAnswerForm } from "../request-page/parse-answer-form.ts";
import { PASS_ON } from "../request-page/pass-on-forms.tsx";
import { typedBy } from "../request-page/pass-on.ts";
import { type RequestToShow, showRequest } from "../request-page/show-request.ts";
import { showStartAgain } from "./ensembles/show-ensembles.ts";
import { findRequest } from "./find-request.ts";
import { confirmSeveral } from "./inbox/answer-several.ts";
import type { KeptForm } from "./kept-form.ts";
import { showProblemOf } from "./show-problem.tsx";
import { showRunAgain } from "./show-run.tsx";
import { SignedInAgain } from "./signed-in-again.tsx";
import type { PageContext } from "./signed-in.ts";

/** `null` where the form is none of the pages': the page itself is shown instead. */
export async function showKept(c: PageContext, visitor: Visitor, kept: KeptForm): Promise<Response | null> {
  try {
    return await showAgain(c, visitor, kept);
  } catch (error) {
    return showProblemOf(c, asKnownError(error), kept.fields);
  }
}

const A_FORM = /^\/(approvals|runs|ensembles)(?:\/([^/]+)(?:\/(delegate|own-link|cancel|restart))?)?$/;

async function showAgain(c: PageContext, visitor: Visitor, { path, fields }: KeptForm): Promise<Response | null> {
  const [, place, id, act] = A_FORM.exec(path) ?? [];
  switch (place) {
    case "approvals":
      if (id === undefined) return confirmSeveral(c, visitor, fields, { notice: <SignedInAgain at={null} /> });
      if (act === "delegate" || act === "own-link") {
        return showRequestAgain(c, visitor, id, { passedOn: { kind: "unsent", typed: typedBy(act, fields) } });
      }
      return showRequestAgain(c, visitor, id, { attempt: { typed: parseAnswerForm(fields).typed, error: null } });
    case "runs":
      requireScope(visitor, "runs");
      return id === undefined ? null : showRunAgain(c, visitor, id, fields);
    case "ensembles":
      requireScope(visitor, "runs");
      return id === undefined ? null : showStartAgain(c, visitor, id, fields);
    default:
      return null;
  }
}

async function showRequestAgain(
  c: PageContext,
  visitor: Visitor,
  id: string,
  shown: Pick<RequestToShow, "attempt" | "passedOn">,
): Promise<Response> {
  const request = findRequest(c, visitor, id);
  const reader = { ...request.reader, notice: <SignedInAgain at={shown.passedOn === undefined ? null : PASS_ON} /> };
  return showRequest(c, { ...request, reader }, { view: await request.inspect(null), ...shown });
}

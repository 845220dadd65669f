/** A form that came without a session, shown again to whoever has signed in since: filled in as it was, and not sent. */
import type { Visitor } from "../access/visitor.ts";
import { Notice } from "../html/notice.tsx";
import { words } from "../html/words/words.ts";
import { parseAnswerForm } from "../request-page/parse-answer-form.ts";
import { showRequest } from "../request-page/show-request.ts";
import { findRequest } from "./find-request.ts";
import { confirmSeveral } from "./inbox/answer-several.ts";
import type { KeptForm } from "./kept-form.ts";
import type { PageContext } from "./signed-in.ts";

/** `null` where the form is no answer: its page is shown instead. */
export async function showKept(c: PageContext, visitor: Visitor, kept: KeptForm): Promise<Response | null> {
  if (kept.path === "/approvals") return confirmSeveral(c, visitor, kept.fields);
  const id = /^\/approvals\/([^/]+)$/.exec(kept.path)?.[1];
  if (id === undefined) return null;
  const request = findRequest(c, visitor, id);
  const notice = (
    <Notice kind="done" title={words.signedIn.again}>
      <p>{words.signedIn.kept}</p>
    </Notice>
  );
  const attempt = { typed: parseAnswerForm(kept.fields).typed, error: null };
  return showRequest(
    c,
    { ...request, reader: { ...request.reader, notice } },
    { view: await request.inspect(null), attempt },
  );
}

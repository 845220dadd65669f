/** What goes wrong at a page, for a person: with what they had typed, as long as nobody has it. */
import type { Context } from "hono";
import type { Env } from "../config.ts";
import { renderErrorPage } from "../html/error-page.tsx";
import { words } from "../html/words/words.ts";
import { type FormEntries, sentForm } from "../http/read-form.ts";
import { sendPage } from "../http/send-page.ts";
import { type CountersignError, ERRORS } from "../kernel/errors.ts";
import { KeptText } from "../request-page/kept-text.tsx";
import { sentTexts } from "../request-page/kept-texts.ts";
import { MOST_KEPT } from "./kept-form.ts";

/** What another site sent is not what its reader typed. */
export async function showProblem(c: Context<{ Bindings: Env }>, error: CountersignError): Promise<Response> {
  return showProblemOf(c, error, error.code === "cross-site" ? [] : await sentForm(c, MOST_KEPT));
}

/** @param sent - the form that it came of */
export function showProblemOf(
  c: Context<{ Bindings: Env }>,
  { code, message }: CountersignError,
  sent: FormEntries,
): Response {
  const wayBack = { path: "/", label: words.pages.wrong.back };
  const kept = <KeptText texts={sentTexts(sent)} />;
  return sendPage(c, (nonce) => renderErrorPage({ code, detail: message, nonce, wayBack, kept }), ERRORS[code].status);
}

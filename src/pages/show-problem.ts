/** What goes wrong at a page, for a person. */
import type { Context } from "hono";
import type { Env } from "../config.ts";
import { renderErrorPage } from "../html/error-page.tsx";
import { words } from "../html/words/words.ts";
import { type CountersignError, ERRORS } from "../kernel/errors.ts";
import { sendPage } from "../http/send-page.ts";

export function showProblem(c: Context<{ Bindings: Env }>, { code, message }: CountersignError): Response {
  const wayBack = { path: "/", label: words.pages.wrong.back };
  return sendPage(c, (nonce) => renderErrorPage({ code, detail: message, nonce, wayBack }), ERRORS[code].status);
}

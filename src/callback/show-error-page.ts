/** What goes wrong at a link before there is anything to show, for a person. */
import type { Context } from "hono";
import { renderErrorPage } from "../html/error-page.tsx";
import { sendPage } from "../http/send-page.ts";
import { type CountersignError, ERRORS } from "../kernel/errors.ts";

export function showErrorPage(c: Context, { code, message }: CountersignError): Response {
  return sendPage(c, (nonce) => renderErrorPage({ code, detail: message, nonce }), ERRORS[code].status);
}

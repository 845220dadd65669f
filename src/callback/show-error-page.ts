/** What goes wrong at a link before there is anything to show, for a person. */
import type { Context } from "hono";
import { renderErrorPage } from "../html/error-page.tsx";
import { type CountersignError, ERRORS } from "../kernel/errors.ts";
import { policy } from "./show-page.ts";

export function showErrorPage(c: Context, { code, message }: CountersignError): Response {
  const nonce = crypto.randomUUID();
  c.header("content-security-policy", policy(nonce));
  return c.html(renderErrorPage({ code, detail: message, nonce }), ERRORS[code].status);
}

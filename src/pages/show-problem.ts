/** What goes wrong at a page, for a person. */
import type { Context } from "hono";
import type { Env } from "../config.ts";
import { type CountersignError, ERRORS } from "../kernel/errors.ts";
import { renderProblem } from "./problem-page.tsx";
import { sendPage } from "./send-page.ts";

export function showProblem(c: Context<{ Bindings: Env }>, { code, message }: CountersignError): Response {
  return sendPage(c, (nonce) => renderProblem({ code, detail: message, nonce }), ERRORS[code].status);
}

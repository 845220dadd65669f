/** Shows a person what went wrong at a link before there was a page to show, and keeps what they had typed. */
import type { Context } from "hono";
import { renderErrorPage } from "../html/error-page.tsx";
import { sentForm } from "../http/read-form.ts";
import { sendPage } from "../http/send-page.ts";
import { type CountersignError, ERRORS } from "../kernel/errors.ts";
import { MAX_ANSWER_BYTES } from "../request-page/answer-by-form.ts";
import { KeptText } from "../request-page/kept-text.tsx";
import { sentTexts } from "../request-page/kept-texts.ts";

export async function showErrorPage(c: Context, { code, message }: CountersignError): Promise<Response> {
  const kept = <KeptText texts={sentTexts(await sentForm(c, MAX_ANSWER_BYTES))} />;
  return sendPage(c, (nonce) => renderErrorPage({ code, detail: message, nonce, kept }), ERRORS[code].status);
}

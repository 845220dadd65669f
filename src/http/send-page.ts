/** Sends a page: HTML under a strict Content-Security-Policy, with numbers and dates as its reader writes them. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { acceptedLocale, inLocale } from "../kernel/locale.ts";

/** Nothing but our own scripts and what they fetch from us, our inline style and a form that posts to us; framed by nobody. */
export function sendPage(c: Context, render: (nonce: string) => string, status: ContentfulStatusCode = 200): Response {
  const nonce = crypto.randomUUID();
  c.header(
    "content-security-policy",
    `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  const locale = acceptedLocale(c.req.header("accept-language"));
  return c.html(
    inLocale(locale, () => render(nonce)),
    status,
  );
}

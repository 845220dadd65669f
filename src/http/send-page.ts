/** Sends a page: HTML under a strict Content-Security-Policy. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Nothing but our own scripts, our inline style and a form that posts to us; framed by nobody. */
export function sendPage(c: Context, render: (nonce: string) => string, status: ContentfulStatusCode = 200): Response {
  const nonce = crypto.randomUUID();
  c.header(
    "content-security-policy",
    `default-src 'none'; script-src 'self'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  return c.html(render(nonce), status);
}

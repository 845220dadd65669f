/** Sends a page of the signed-in part: HTML under a strict Content-Security-Policy. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { PageContext } from "./signed-in.ts";

export function sendPage(
  c: PageContext,
  render: (nonce: string) => string,
  status: ContentfulStatusCode = 200,
): Response {
  const nonce = crypto.randomUUID();
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  return c.html(render(nonce), status);
}

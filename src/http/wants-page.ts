/** Whether a request comes from a person's browser or from a program. */
import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** A page for whoever prefers HTML; JSON where nothing is preferred. */
export function wantsPage(c: Context): boolean {
  return (
    accepts(c, { header: "Accept", supports: ["application/json", "text/html"], default: "application/json" }) ===
    "text/html"
  );
}

export function isFormPost(c: Context): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("content-type") ?? "");
}

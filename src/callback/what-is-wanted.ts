/** Whether a request at a link comes from a person's browser or from a program. */
import type { Context } from "hono";
import type { Opener } from "../approvals/port.ts";
import { accepts } from "hono/accepts";

/** A page for whoever prefers HTML; JSON where nothing is preferred. */
export function wantsPage(c: Context): boolean {
  return (
    accepts(c, { header: "Accept", supports: ["application/json", "text/html"], default: "application/json" }) ===
    "text/html"
  );
}

/**
 * What opens a link to look at it, by what it says of itself: browsers say that a person navigates (Fetch Metadata),
 * scanners and previews mostly do not. A guess, for the record alone: nothing is decided by it.
 */
export function openerOf(c: Context): Opener | null {
  if (!wantsPage(c)) return null;
  const isNavigation = c.req.header("sec-fetch-mode") === "navigate" && c.req.header("sec-fetch-dest") === "document";
  const isPrefetch = /prefetch|preview/i.test(`${c.req.header("sec-purpose") ?? ""} ${c.req.header("purpose") ?? ""}`);
  return isNavigation && !isPrefetch && c.req.method === "GET" && !MACHINE.test(c.req.header("user-agent") ?? "")
    ? "person"
    : "scanner";
}

/** Names by which machines introduce themselves. */
const MACHINE =
  /bot|crawl|spider|scan|preview|proofpoint|mimecast|barracuda|safelinks|headless|curl|wget|python|java\//i;

export function isFormPost(c: Context): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("content-type") ?? "");
}

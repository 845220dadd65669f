/** Who opens a link: a person, or a program that looks at links for people, such as a mail scanner. */
import type { Context } from "hono";
import type { Opener } from "../approvals/port.ts";
import { wantsPage } from "../http/wants-page.ts";

/**
 * What opens a link to look at it, by what it says of itself: browsers say that a person navigates (Fetch Metadata),
 * scanners and previews mostly do not. A guess, for the record alone: nothing is decided by it. A program that asks for
 * JSON works with the link, unless it says that it looks at links for others; `null` where it is not to be recorded.
 */
export function openerOf(c: Context): Opener | null {
  const agent = c.req.header("user-agent") ?? "";
  if (!wantsPage(c)) return LOOKER.test(agent) ? "scanner" : null;
  // The page itself looks again whether something has changed.
  if (c.req.header("sec-fetch-site") === "same-origin" && c.req.header("sec-fetch-dest") === "empty") return null;
  const isNavigation = c.req.header("sec-fetch-mode") === "navigate" && c.req.header("sec-fetch-dest") === "document";
  const isPrefetch = /prefetch|preview/i.test(`${c.req.header("sec-purpose") ?? ""} ${c.req.header("purpose") ?? ""}`);
  return isNavigation && !isPrefetch && c.req.method === "GET" && !LOOKER.test(agent) && !PROGRAM.test(agent)
    ? "person"
    : "scanner";
}

/** Names of those who look at links before or for people: mail scanners, chats, search engines. Cubot makes telephones. */
const LOOKER =
  /(?<!cu)bot\b|crawl|spider|scan|preview|externalhit|whatsapp|proofpoint|urldefense|mimecast|barracuda|safelinks|existence discovery/i;

const PROGRAM = /headless|curl|wget|python|java\/|okhttp|go-http|axios|undici/i;

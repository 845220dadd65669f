/** Sends a page: HTML under a strict Content-Security-Policy, with the status that a program would be given. */
import type { Context } from "hono";
import type { LinkView } from "../contract/link-view.ts";
import { ERRORS } from "../kernel/errors.ts";
import type { Attempt, Choice } from "./page/attempt.ts";
import type { PassedOn } from "./page/passed-on.tsx";
import { type JustDecided, renderLinkPage } from "./page/link-page.tsx";
import type { Unconfirmed } from "./page/unconfirmed.ts";

export interface PageToShow {
  readonly view: LinkView;
  readonly attempt?: Attempt;
  readonly justDecided?: JustDecided;
  readonly passedOn?: PassedOn;
  readonly unconfirmed?: Unconfirmed;
}

export function showPage(c: Context, { view, attempt, justDecided, passedOn, unconfirmed }: PageToShow): Response {
  const nonce = crypto.randomUUID();
  const html = renderLinkPage({
    view,
    action: new URL(c.req.url).pathname.replace(/\/(?:delegate|own-link)$/, ""),
    preselect: preselected(c.req.query("action")),
    nonce,
    now: Date.now(),
    attempt: attempt ?? null,
    justDecided: justDecided ?? null,
    passedOn: passedOn ?? null,
    unconfirmed: unconfirmed ?? null,
  });
  c.header("content-security-policy", policy(nonce));
  return c.html(
    html,
    passedOn?.kind === "refused" ? ERRORS[passedOn.code].status : statusOf(view, attempt, justDecided),
  );
}

/** Nothing but our own inline style and a form that posts to us; framed by nobody. */
export function policy(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

function preselected(action: string | undefined): Choice | null {
  return action === "approve" || action === "reject" ? action : null;
}

/** A refused answer has its error's status. A page that tells how it ended is a good answer to whoever opened it. */
function statusOf(view: LinkView, attempt: Attempt | undefined, justDecided: JustDecided | undefined) {
  if (attempt !== undefined && attempt.error !== null) return ERRORS[attempt.error.code].status;
  if (view.kind === "unknown") return 404;
  return view.kind === "over" && justDecided === undefined ? 410 : 200;
}

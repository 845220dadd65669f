/** Sends the page of a request, with the status that a program would be given. */
import type { Context } from "hono";
import type { LinkView, OpenLink } from "../contract/link-view.ts";
import { sendPage } from "../http/send-page.ts";
import { ERRORS } from "../kernel/errors.ts";
import type { Attempt, Choice } from "./attempt.ts";
import type { PassedOn } from "./passed-on.tsx";
import { type JustDecided, renderLinkPage } from "./link-page.tsx";
import type { Unconfirmed } from "./unconfirmed.ts";

export interface RequestToShow {
  /** To which its forms post. */
  readonly path: string;
  readonly view: LinkView;
  readonly attempt?: Attempt;
  readonly justDecided?: JustDecided;
  readonly passedOn?: PassedOn;
  readonly unconfirmed?: Unconfirmed;
}

export function showRequest(c: Context, shown: RequestToShow): Response {
  const { path, view, attempt, justDecided, passedOn, unconfirmed } = shown;
  if (view.kind === "open" && c.req.query("raw") !== undefined) return sendData(c, view);
  const render = (nonce: string) =>
    renderLinkPage({
      view,
      action: path,
      preselect: preselected(c.req.query("action")),
      nonce,
      now: Date.now(),
      attempt: attempt ?? null,
      justDecided: justDecided ?? null,
      passedOn: passedOn ?? null,
      unconfirmed: unconfirmed ?? null,
    });
  return sendPage(
    c,
    render,
    passedOn?.kind === "refused" ? ERRORS[passedOn.code].status : statusOf(view, attempt, justDecided),
  );
}

/** The data whole, as a file: a page may show a part. */
function sendData(c: Context, { data }: OpenLink): Response {
  c.header("content-disposition", 'attachment; filename="request.json"');
  return c.json(data);
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

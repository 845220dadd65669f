/** Sends the page of a request, with the status that a program would be given. */
import type { Context } from "hono";
import type { LinkView, OpenLink } from "../contract/link-view.ts";
import { sendPage } from "../http/send-page.ts";
import { ERRORS } from "../kernel/errors.ts";
import type { Attempt, Choice } from "./attempt.ts";
import type { PassedOn } from "./passed-on.tsx";
import type { PageReader } from "./reader.ts";
import type { JustDecided } from "./link-page.tsx";
import type { RequestAtHand } from "./request-at-hand.ts";
import type { Unconfirmed } from "./unconfirmed.ts";

export interface RequestToShow {
  readonly view: LinkView;
  readonly attempt?: Attempt;
  readonly justDecided?: JustDecided;
  readonly passedOn?: PassedOn;
  readonly unconfirmed?: Unconfirmed;
}

export async function showRequest(
  c: Context,
  { path, reader }: Pick<RequestAtHand, "path" | "reader">,
  shown: RequestToShow,
): Promise<Response> {
  const { view, attempt, justDecided, passedOn, unconfirmed } = shown;
  if (view.kind === "open" && c.req.query("raw") !== undefined) return sendData(c, view);
  // Loaded when a request is first shown: what reads Markdown takes long to start.
  const { renderLinkPage } = await import("./link-page.tsx");
  const render = (nonce: string) =>
    renderLinkPage({
      view,
      action: path,
      reader,
      preselect: preselected(c.req.query("action")),
      nonce,
      now: Date.now(),
      attempt: attempt ?? null,
      justDecided: justDecided ?? null,
      passedOn: passedOn ?? null,
      unconfirmed: unconfirmed ?? null,
    });
  return sendPage(c, render, passedOn?.kind === "refused" ? ERRORS[passedOn.code].status : statusOf(reader, shown));
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
function statusOf({ door }: PageReader, { view, attempt, justDecided }: RequestToShow) {
  if (attempt !== undefined && attempt.error !== null) return ERRORS[attempt.error.code].status;
  if (view.kind === "unknown") return 404;
  return view.kind === "over" && justDecided === undefined && door === "link" ? 410 : 200;
}

/** Asks whoever came without a session to sign in; afterwards they are where they were, with what they had typed. */
import { isFormPost } from "../http/wants-page.ts";
import { readForm } from "../http/read-form.ts";
import { sendPage } from "../http/send-page.ts";
import { keepForm, type KeptForm, MOST_KEPT } from "./kept-form.ts";
import { findDoors } from "./sign-in-doors.ts";
import { renderFirstRun, renderSignIn } from "./sign-in-page.tsx";
import type { PageContext } from "./signed-in.ts";

export async function askToSignIn(c: PageContext): Promise<Response> {
  if (c.req.method === "GET" || c.req.method === "HEAD") return c.redirect(signInPath(c), 303);
  const doors = findDoors(c);
  if (!doors.byKey && !doors.byAccess) return sendPage(c, renderFirstRun, 503);
  const kept = await keptOf(c);
  const next = pageOf(c.req.path);
  return sendPage(c, (nonce) => renderSignIn({ nonce, next, kept, problem: "over", doors }), 401);
}

async function keptOf(c: PageContext): Promise<KeptForm | null> {
  return isFormPost(c) ? keepForm(c.req.path, await readForm(c, MOST_KEPT)) : null;
}

/** The page whose form posts there. */
function pageOf(path: string): string {
  if (path === "/approvals") return "/";
  return path.replace(/\/(?:cancel|restart|delegate|own-link)$/, "");
}

function signInPath(c: PageContext): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname === "/" && search === "" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(pathname + search)}`;
}

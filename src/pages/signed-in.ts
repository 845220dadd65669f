/** Who looks at the pages: somebody with a session. Everybody else is asked to sign in, and then comes back here. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { type KeyHolder, type KeyScope, requireScope } from "../access/api-key.ts";
import { readSession } from "../access/session.ts";
import { type Env, readConfig } from "../config.ts";

export type PageContext = Context<{ Bindings: Env }>;

/** Over HTTPS a name that no other host of the domain can set (RFC 6265bis §4.1.3). */
export function cookieName(c: PageContext): string {
  return isSecure(c) ? "__Host-countersign" : "countersign";
}

export function isSecure(c: PageContext): boolean {
  return new URL(c.req.url).protocol === "https:";
}

export function signedIn(c: PageContext): KeyHolder | null {
  return readSession(readConfig(c.env).apiKeys, getCookie(c, cookieName(c)), Date.now());
}

/** Runs a page for whoever is signed in and may see it; sends everybody else to sign in. */
export function withHolder(
  scope: KeyScope,
  show: (c: PageContext, holder: KeyHolder) => Promise<Response>,
): (c: PageContext) => Promise<Response> {
  return async (c) => {
    const holder = signedIn(c);
    if (holder === null) return c.redirect(c.req.method === "GET" ? signInPath(c) : "/sign-in", 303);
    requireScope(holder, scope);
    return show(c, holder);
  };
}

function signInPath(c: PageContext): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname === "/runs" && search === "" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(pathname + search)}`;
}

/** Where to go after signing in: a path of ours, whatever was asked for. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-") ? next : "/runs";
}

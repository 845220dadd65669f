/** Who looks at the pages: somebody with a session, or whom Cloudflare Access proves. Everybody else is asked to sign in. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { AccessContext } from "../access/access-person.ts";
import { type KeyScope, requireScope } from "../access/api-key.ts";
import { readSession } from "../access/session.ts";
import { type Visitor, visitorByAccess } from "../access/visitor.ts";
import { type Env, readConfig } from "../config.ts";
import { readAccess } from "../settings/read-access.ts";
import { askToSignIn } from "./ask-to-sign-in.ts";

export type PageContext = Context<{ Bindings: Env }>;

/** Over HTTPS a name that no other host of the domain can set (RFC 6265bis §4.1.3). */
export function cookieName(c: PageContext): string {
  return isSecure(c) ? "__Host-countersign" : "countersign";
}

export function isSecure(c: PageContext): boolean {
  return new URL(c.req.url).protocol === "https:";
}

/** A proof of who somebody is goes before a key, which says nothing of that. */
export async function signedIn(c: PageContext): Promise<Visitor | null> {
  return (
    (await visitorThroughAccess(c)) ?? readSession(readConfig(c.env).apiKeys, getCookie(c, cookieName(c)), Date.now())
  );
}

export async function visitorThroughAccess(c: PageContext): Promise<Visitor | null> {
  const access = readAccess(c.env);
  if (access === null) return null;
  const assertion = c.req.header("cf-access-jwt-assertion");
  const { findAccessPerson } = await import("../access/access-person.ts");
  const email = await findAccessPerson(access, { context: platformAccess(c.executionCtx), assertion });
  return email === null ? null : visitorByAccess(email, access);
}

/** Newer than the types of what it stands on. */
function platformAccess(context: object): AccessContext | null {
  return "access" in context && isAccessContext(context.access) ? context.access : null;
}

function isAccessContext(value: unknown): value is AccessContext {
  return typeof value === "object" && value !== null && "aud" in value && "getIdentity" in value;
}

type Show = (c: PageContext, visitor: Visitor) => Promise<Response>;

/** Runs a page for whoever is signed in and may see it; asks everybody else to sign in. */
export function withHolder(scope: KeyScope, show: Show): (c: PageContext) => Promise<Response> {
  return withVisitor((c, visitor) => {
    requireScope(visitor, scope);
    return show(c, visitor);
  });
}

/** The same where what somebody sees depends on who they are. */
export function withVisitor(show: Show): (c: PageContext) => Promise<Response> {
  return async (c) => {
    const visitor = await signedIn(c);
    return visitor === null ? askToSignIn(c) : show(c, visitor);
  };
}

/** As a browser writes one; tabs and line breaks, which it would leave out, could hide that a host stands there. */
const PATH_OF_OURS = /^\/(?![/\\])[\x21-\x7E]*$/;

/** Where to go after signing in: a path of ours, whatever was asked for. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && PATH_OF_OURS.test(next) && !next.startsWith("/sign-") ? next : "/";
}

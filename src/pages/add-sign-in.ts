/** Signing in and out. */
import { deleteCookie, setCookie } from "hono/cookie";
import type { Hono } from "hono";
import { type ApiKey, findKey } from "../access/api-key.ts";
import { issueSession, SESSION_MS } from "../access/session.ts";
import { visitorWithKey } from "../access/visitor.ts";
import { type Env, readConfig } from "../config.ts";
import { readForm } from "../http/read-form.ts";
import { keptIn, MOST_KEPT } from "./kept-form.ts";
import { showKept } from "./show-kept.tsx";
import { findDoors } from "./sign-in-doors.ts";
import { isMadeFor } from "./made-for.ts";
import { renderFirstRun, renderSignIn, type SignInProblem } from "./sign-in-page.tsx";
import { sendPage } from "../http/send-page.ts";
import { cookieName, isSecure, type PageContext, safeNext, signedIn, visitorThroughAccess } from "./signed-in.ts";

/** What it carries of a form, and a key. */
const MAX_BYTES = MOST_KEPT + 128 * 1024;

export function addSignIn(app: Hono<{ Bindings: Env }>): void {
  app.get("/sign-in", (c) => showSignIn(c));
  app.post("/sign-in", (c) => signIn(c));
  app.post("/sign-out", (c) => signOut(c));
}

async function showSignIn(c: PageContext): Promise<Response> {
  const doors = findDoors(c);
  if (!doors.byKey && !doors.byAccess) return sendPage(c, renderFirstRun, 503);
  const next = safeNext(c.req.query("next"));
  if ((await signedIn(c)) !== null) return c.redirect(next, 303);
  return sendPage(c, (nonce) => renderSignIn({ nonce, next, kept: null, problem: null, doors }));
}

async function signIn(c: PageContext): Promise<Response> {
  const entries = await readForm(c, MAX_BYTES);
  const form = new Map(entries);
  const next = safeNext(textOf(form.get("next")));
  const kept = keptIn(entries);
  const typedKey = textOf(form.get("key")).trim();
  const key = findKey(readConfig(c.env).apiKeys, typedKey);
  const visitor = (await visitorThroughAccess(c)) ?? (key === null ? null : visitorWithKey(key));
  const askAgain = (problem: SignInProblem, status: 401 | 403) =>
    sendPage(c, (nonce) => renderSignIn({ nonce, next, kept, problem, doors: findDoors(c) }), status);
  if (visitor === null) return askAgain(kept !== null && typedKey === "" ? "over" : "unknown", 401);
  if (kept !== null && !isMadeFor(kept, visitor)) return askAgain("elsewhere", 403);
  if (key !== null) startSession(c, key);
  const shown = kept === null ? null : await showKept(c, visitor, kept);
  return shown ?? c.redirect(next, 303);
}

function startSession(c: PageContext, key: ApiKey): void {
  setCookie(c, cookieName(c), issueSession(key, Date.now()), {
    path: "/",
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    maxAge: SESSION_MS / 1_000,
  });
}

/** Whom Cloudflare Access lets in, only Access can send away. */
async function signOut(c: PageContext): Promise<Response> {
  deleteCookie(c, cookieName(c), { path: "/", secure: isSecure(c) });
  const visitor = await signedIn(c);
  return c.redirect(visitor?.signedInBy === "access" ? "/cdn-cgi/access/logout" : "/sign-in", 303);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

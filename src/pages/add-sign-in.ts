/** Signing in and out. */
import { deleteCookie, setCookie } from "hono/cookie";
import type { Hono } from "hono";
import { findKey } from "../access/api-key.ts";
import { issueSession, SESSION_MS } from "../access/session.ts";
import { type Env, readConfig } from "../config.ts";
import { words } from "../html/words/words.ts";
import { readText } from "../http/read-body.ts";
import { renderFirstRun, renderSignIn } from "./sign-in-page.tsx";
import { sendPage } from "../http/send-page.ts";
import { cookieName, isSecure, type PageContext, safeNext, signedIn } from "./signed-in.ts";

const MAX_BYTES = 8 * 1024;

export function addSignIn(app: Hono<{ Bindings: Env }>): void {
  app.get("/sign-in", (c) => showSignIn(c));
  app.post("/sign-in", (c) => signIn(c));
  app.post("/sign-out", (c) => {
    deleteCookie(c, cookieName(c), { path: "/", secure: isSecure(c) });
    return c.redirect("/sign-in", 303);
  });
}

function showSignIn(c: PageContext): Response {
  if (readConfig(c.env).apiKeys.length === 0) return sendPage(c, renderFirstRun, 503);
  const next = safeNext(c.req.query("next"));
  if (signedIn(c) !== null) return c.redirect(next, 303);
  return sendPage(c, (nonce) => renderSignIn({ nonce, next, problem: null }));
}

async function signIn(c: PageContext): Promise<Response> {
  const form = new URLSearchParams(await readText(c, MAX_BYTES));
  const next = safeNext(form.get("next") ?? undefined);
  const key = findKey(readConfig(c.env).apiKeys, form.get("key")?.trim() ?? "");
  if (key === null) {
    return sendPage(c, (nonce) => renderSignIn({ nonce, next, problem: words.pages.signIn.unknown }), 401);
  }
  setCookie(c, cookieName(c), issueSession(key, Date.now()), {
    path: "/",
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    maxAge: SESSION_MS / 1_000,
  });
  return c.redirect(next, 303);
}

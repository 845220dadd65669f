/** Refuses forms that another site's page sends with our cookie (cross-site request forgery). */
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import type { MiddlewareHandler } from "hono";
import { words } from "../html/words/words.ts";
import { CountersignError } from "../kernel/errors.ts";

const guard = csrf();

export const sameSite: MiddlewareHandler = async (c, next) => {
  try {
    return await guard(c, next);
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error;
    throw new CountersignError("cross-site", words.pages.wrong.otherSite);
  }
};

/** The scripts of pages: each under a name that holds a hash of its text, so that it may be kept for good. */
import type { Env, Hono } from "hono";
import { assets } from "../generated/assets.ts";

export function addAssets<E extends Env>(app: Hono<E>): void {
  for (const { path, text } of Object.values(assets))
    app.get(path, (c) =>
      c.body(text, 200, {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
      }),
    );
}

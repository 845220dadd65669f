/** Lets a page of ours open a socket, and nobody else's: browsers send cookies with sockets of any site (RFC 6455 §10.2). */
import type { Context } from "hono";
import { CountersignError } from "../kernel/errors.ts";

export function requireOwnSocket(c: Context): void {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
    throw new CountersignError("bad-request", "This address is for the sockets of pages.");
  }
  if (c.req.header("origin") !== new URL(c.req.url).origin) {
    throw new CountersignError("cross-site", "Only pages of this site may watch.");
  }
}

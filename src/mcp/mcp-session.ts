/**
 * McpSession: the Durable Object in which a client of before 2026-07-28 is asked. Such a client sends its person's answer
 * by a request of its own, which has to meet the call that waits for it. Nothing is stored: out of memory, it opens anew.
 */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../config.ts";
import { requireMcpContext } from "./mcp-context.ts";
import type { OpenSession } from "./open-session.ts";

export class McpSession extends DurableObject<Env> {
  #opened: Promise<OpenSession> | undefined;

  override async fetch(request: Request): Promise<Response> {
    this.#opened ??= this.#open(request);
    return (await this.#opened).answer(request);
  }

  async #open(request: Request): Promise<OpenSession> {
    try {
      const { openSession } = await import("./open-session.ts");
      return await openSession(requireMcpContext(this.env, request), request);
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }
}

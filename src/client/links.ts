/** Links: whoever holds one may see what is asked, and answer. No key is sent. */
import type { z } from "zod";
import type { Suspension } from "../contract/approval.ts";
import type { DecisionBody, DecisionResult } from "../contract/decision.ts";
import { type Connection, segment } from "./connection.ts";
import type { CallOptions } from "./page.ts";

const TOKEN = /^hitl_[0-9a-f]+_[0-9a-f-]+$/;

/** A link's token, rather than an approval's id. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The calls of `client.links`. They take a link's token or its whole address, and send no key. */
export class Links {
  readonly #connection: Connection;
  readonly #path: string;

  constructor(connection: Connection, path: string) {
    this.#connection = connection;
    this.#path = path;
  }

  /** What is asked. It decides nothing and uses nothing up. */
  inspect(tokenOrUrl: string, options: CallOptions = {}): Promise<Suspension> {
    return this.#connection.sendByLink(this.#urlOf(tokenOrUrl), options);
  }

  /** Answers. On a shared link of named approvers, `approver` says who. */
  answer(tokenOrUrl: string, body: z.input<typeof DecisionBody>, options: CallOptions = {}): Promise<DecisionResult> {
    return this.#connection.sendByLink(this.#urlOf(tokenOrUrl), { ...options, body });
  }

  /** A whole link stays as it is, but for `?action=…`, which is for people. */
  #urlOf(tokenOrUrl: string): string {
    if (!/^https?:\/\//.test(tokenOrUrl)) return `${this.#connection.url}${this.#path}/${segment(tokenOrUrl)}`;
    const url = new URL(tokenOrUrl);
    return `${url.origin}${url.pathname}`;
  }
}

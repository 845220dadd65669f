/** The request that a link leads to. */
import type { Context } from "hono";
import { approvalOfObject } from "../approvals/approval-stub.ts";
import type { Env } from "../config.ts";
import { parseToken } from "../kernel/ids.ts";
import { LINK_READER } from "../request-page/reader.ts";
import type { RequestAtHand } from "../request-page/request-at-hand.ts";

export type CallbackContext = Context<{ Bindings: Env }>;

/** What a token points at; to nothing where it can be none of ours: forged ids make no objects. */
export function findLink(c: CallbackContext): RequestAtHand {
  const path = new URL(c.req.url).pathname.replace(/\/(?:delegate|own-link)$/, "");
  const token = parseToken(c.req.param("token") ?? "");
  const owner = token === null ? null : approvalOfObject(c.env.HITL_STATE, token.objectId);
  if (token === null || owner === null) return { path, ...BY_LINK, ...NOTHING };
  const { secret } = token;
  return {
    path,
    ...BY_LINK,
    inspect: (opener) => owner.inspect(secret, opener),
    decide: (given, claimed) => owner.decide({ by: "link", secret, given, claimed }),
    delegate: (to) => owner.delegate({ by: "link", secret, to }),
    sendOwnLink: (approver) => owner.sendOwnLink({ secret, approver }),
  };
}

const BY_LINK = { unknown: "link-unknown", reader: LINK_READER } as const;

const unknown = () => Promise.resolve({ kind: "unknown" as const });
const NOTHING = { inspect: unknown, decide: unknown, delegate: unknown, sendOwnLink: unknown };

/** A request as somebody signed in has it before them. */
import { approvalById } from "../approvals/approval-stub.ts";
import type { Credential, OwnerPort, PersonView, Reader } from "../approvals/port.ts";
import type { Visitor } from "../access/visitor.ts";
import type { LinkView } from "../contract/link-view.ts";
import { words } from "../html/words/words.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import type { RequestAtHand } from "../request-page/request-at-hand.ts";
import { overView } from "./over-view.ts";
import { pageReader } from "./page-reader.tsx";
import type { PageContext } from "./signed-in.ts";

export function findRequest(c: PageContext, visitor: Visitor, id: string): RequestAtHand {
  const owner = () => approvalById(c.env.HITL_STATE, id);
  const signIn = { by: "sign-in", ...personOf(visitor) } as const;
  const key = { by: "key", workspace: visitor.workspace, keyName: visitor.name } as const;
  const isProved = visitor.signedInBy === "access";
  const credential: Credential = isProved ? signIn : key;
  const reader: Reader = isProved ? signIn : { ...key, person: visitor.person };
  return {
    path: `/approvals/${id}`,
    reader: pageReader(visitor),
    unknown: "not-found",
    inspect: async () => asLinkView((await inspect(owner(), reader)) ?? (await remembered(c, visitor, id))),
    decide: async (given, claimed) =>
      (await owner()?.decide({ ...credential, given, claimed: visitor.person ?? claimed })) ?? UNKNOWN,
    delegate: async (to) => (isProved ? ((await owner()?.delegate({ ...signIn, to })) ?? UNKNOWN) : NOT_PROVED),
    sendOwnLink: async (approver) => (isProved ? NO_NEED : ((await owner()?.resend({ ...key, approver })) ?? UNKNOWN)),
  };
}

/** Those who may see all of their workspace have the scope for it. */
export function seesAll({ scopes }: Visitor): boolean {
  return scopes.includes("approvals");
}

function personOf(visitor: Visitor) {
  const sees = seesAll(visitor) ? ("workspace" as const) : ("own" as const);
  return { workspace: visitor.workspace, person: visitor.person ?? visitor.name, sees };
}

async function inspect(owner: OwnerPort | null, reader: Reader): Promise<PersonView | null> {
  const view = await owner?.inspectAs(reader);
  return view === undefined || view.kind === "unknown" ? null : view;
}

/** What its owner has erased, the ledger remembers. */
async function remembered(c: PageContext, visitor: Visitor, id: string): Promise<LinkView> {
  const approval = seesAll(visitor) ? await ledgerOf(c.env.LEDGER, visitor.workspace).getApproval(id) : null;
  return approval === null ? UNKNOWN : overView(approval, visitor.person);
}

/** What somebody may not see is not there. */
function asLinkView(view: PersonView): LinkView {
  return view.kind === "not-allowed" ? UNKNOWN : view;
}

const UNKNOWN = { kind: "unknown" } as const;
const NOT_PROVED = {
  kind: "refused",
  code: "not-verified",
  detail: words.pages.wrong.notProved,
} as const;
const NO_NEED = { kind: "not-allowed", detail: words.pages.wrong.noLinkNeeded } as const;

/** An approval of a key's workspace, as its owner has it; the ledger's word where the owner has erased itself. */
import type { KeyHolder } from "../access/api-key.ts";
import type { Env } from "../config.ts";
import type { Approval } from "../contract/approval.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { approvalById } from "./approval-stub.ts";
import type { OwnerPort } from "./port.ts";
import { unknownApproval } from "./require-done.ts";
import { waitForEnd } from "./wait-for-end.ts";

type Owners = Pick<Env, "HITL_STATE" | "LEDGER">;
type Workspace = Pick<KeyHolder, "workspace">;

interface Awaited {
  readonly id: string;
  /** How long to wait for the end; 0: not at all. */
  readonly seconds: number;
}

export function readOwned(env: Owners, holder: Workspace, id: string): Promise<Approval> {
  return awaitOwned(env, holder, { id, seconds: 0 });
}

export async function awaitOwned(env: Owners, { workspace }: Workspace, { id, seconds }: Awaited): Promise<Approval> {
  // A wait is taken up again whatever went wrong: an id that can be nobody's is refused before it.
  requireOwner(env, id);
  const own = await waitForEnd(() => requireOwner(env, id), { workspace, seconds });
  const approval = own ?? (await ledgerOf(env.LEDGER, workspace).getApproval(id));
  if (approval === null) throw unknownApproval("not-found");
  return approval;
}

export function requireOwner(env: Pick<Env, "HITL_STATE">, id: string): OwnerPort {
  const owner = approvalById(env.HITL_STATE, id);
  if (owner === null) throw unknownApproval("not-found");
  return owner;
}

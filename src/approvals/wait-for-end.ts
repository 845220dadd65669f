/** Waits until an approval is settled. A wait that an eviction interrupts is taken up again. */
import type { Approval } from "../contract/approval.ts";
import { waitAnew } from "../kernel/wait-anew.ts";
import type { OwnerPort } from "./port.ts";

interface Waiting {
  readonly workspace: string;
  /** At most so many; 0: as it is now. */
  readonly seconds: number;
}

/**
 * The approval as it then is, or `null` where the workspace has none.
 *
 * @param owner - gives a fresh stub: one held across an eviction is broken
 */
export async function waitForEnd(owner: () => OwnerPort, { workspace, seconds }: Waiting): Promise<Approval | null> {
  const approval = await waitAnew(seconds * 1_000, (left) => owner().waitForEnd(workspace, left));
  return approval === undefined ? owner().read(workspace) : approval;
}

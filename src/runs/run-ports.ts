/** What the walk of a plan needs of the outside. */
import type { ApprovalPort } from "../approvals/port.ts";
import type { LedgerPort } from "../ledger/port.ts";
import type { Operation, OperationPorts } from "../operations/operation.ts";
import type { OperationName } from "../contract/operation-options.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Durable } from "./durable.ts";

export interface RunPorts {
  readonly durable: Durable;
  readonly now: Clock;
  readonly random: () => number;
  /** A fresh port for every call. */
  readonly ledger: () => Pick<LedgerPort, "reportRun" | "getStepResult">;
  /** The owner of the approval that this run opens at the path. */
  readonly approvalAt: (path: string) => ApprovalPort;
  /** The owner of any approval by id, or `null` where the id is none of ours. */
  readonly approvalById: (approvalId: string) => ApprovalPort | null;
  /** What agents can do; a name that is missing fails the agent that has it. */
  readonly operations: Readonly<Partial<Record<OperationName, Operation>>>;
  readonly operationPorts: OperationPorts;
  readonly variable: (name: string) => string | undefined;
  /** Version of the deployed scripts. */
  readonly codeVersion: string;
  readonly publicUrl: () => string | undefined;
  /** Whether e-mail can be sent: then approvers with an address are told by it where no channel is named. */
  readonly emailConfigured: () => boolean;
  readonly approverGroups: () => ApproverGroups;
}

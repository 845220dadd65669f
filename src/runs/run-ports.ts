/** What the walk of a plan needs of the outside. */
import type { CodeEnsemble } from "../authoring/define-ensemble.ts";
import type { ApprovalPort } from "../approvals/port.ts";
import type { LedgerPort } from "../ledger/port.ts";
import type { Operation, OperationPorts } from "../operations/operation.ts";
import type { OperationName } from "../contract/operation-options.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Durable } from "./durable.ts";

/** A call as the code made it, with the options that it gave. */
export interface CodeCall {
  readonly kind: string;
  readonly path: string;
  readonly options: unknown;
  readonly line: string | null;
}

export interface RunPorts {
  readonly durable: Durable;
  readonly now: Clock;
  readonly random: () => number;
  /** A fresh port for every call. */
  readonly ledger: () => Pick<LedgerPort, "reportRun" | "getStepResult" | "takeEvent">;
  /** The owner of the approval that this run opens at the path. */
  readonly approvalAt: (path: string) => ApprovalPort;
  /** The owner of any approval by id, or `null` where the id is none of ours. */
  readonly approvalById: (approvalId: string) => ApprovalPort | null;
  /** What agents can do; a name that is missing fails the agent that has it. */
  readonly operations: Readonly<Partial<Record<OperationName, Operation>>>;
  readonly operationPorts: OperationPorts;
  readonly variable: (name: string) => string | undefined;
  /** The ensemble in TypeScript that is deployed under this name. */
  readonly codeEnsemble: (name: string) => CodeEnsemble | undefined;
  /** The line of the ensemble's file that is calling just now, where that can be known. */
  readonly codeLine: () => string | null;
  /** Told of every call that the code of an ensemble makes. */
  readonly called: (call: CodeCall) => void;
  /** Version of the deployed scripts. */
  readonly codeVersion: string;
  readonly publicUrl: () => string | undefined;
  /** Whether e-mail can be sent: then approvers with an address are told by it where no channel is named. */
  readonly emailConfigured: () => boolean;
  readonly approverGroups: () => ApproverGroups;
}

/** One request put to people, as the run hands it to the object that will own it. */

import type { Foreseen } from "./foreseen.ts";

/** A text in which values of the environment are named, never contained: resolved only at the moment of use. */
export type SecretText = readonly (string | { readonly env: string })[];

/** Somebody to be told, over one channel. */
export interface RequestedDelivery {
  readonly channel: string;
  /** The approver whose own address this is; a link sent there is theirs alone. `null`: a shared link. */
  readonly approver: string | null;
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly webhookUrl?: SecretText;
  /** Where this channel's links start, where it has an address of its own. */
  readonly baseUrl?: string;
  /** Whoever asked chose where its links start: who answers there may be anybody, and nothing is proved by them. */
  readonly unproved?: true;
}

/** A group whose members must each time give so many approvals. */
export interface NeededGroup {
  readonly name: string;
  readonly needed: number;
  readonly members: readonly string[];
}

/** When those who have not answered are told again, in milliseconds from the opening or before the expiry. */
export type Reminder = { readonly afterMs: number } | { readonly beforeMs: number };

/** Who is brought in when nobody has settled it in time, or when somebody could not be reached. */
export interface Escalation {
  readonly afterMs: number;
  readonly to: readonly string[];
  /** The group for which they count, where groups must approve; else `null`. */
  readonly group: string | null;
}

/** What a request has that a program makes by itself, without a run. */
export interface Standalone {
  readonly keyName: string;
  /** SHA-256 of what was asked for: a request that is repeated is known by it. */
  readonly requestHash: string;
  /** Whether it came under a name of its own, an Idempotency-Key. */
  readonly isNamed?: boolean;
  /** Where the outcome is posted; `null`: nowhere. */
  readonly callbackUrl: string | null;
  /** The service binding through which it is posted; absent: over the Internet. */
  readonly callbackBinding?: string;
}

export interface ApprovalRequest {
  readonly workspace: string;
  /** The run that waits for the outcome; `null` where a program asks without one, and `standalone` is there. */
  readonly runId: string | null;
  /** The ensemble's name; without a run, the request's title. */
  readonly ensemble: string;
  /** `null` without a run. */
  readonly agent: string | null;
  readonly standalone?: Standalone;
  readonly prompt: string;
  /** JSON text of what is to be decided on. */
  readonly dataJson: string;
  readonly metadataJson: string;
  /** JSON text of the form's JSON Schema, or `null`. */
  readonly formJson: string | null;
  /** The approver may change the data; one approval is then all that is needed. */
  readonly editable?: boolean;
  readonly approvers: readonly string[];
  readonly minApprovals: number;
  readonly rejectionsNeeded: number;
  /** Where groups must approve: how many of each. Empty: any `minApprovals` of the approvers. */
  readonly groups: readonly NeededGroup[];
  /** True: only answers of proved approvers count. */
  readonly requireVerified: boolean;
  /** True: whoever asks may approve it too. */
  readonly selfApproval: boolean;
  readonly remind: readonly Reminder[];
  readonly escalate: readonly Escalation[];
  readonly requestedBy: string;
  /** `null`: waits without end. */
  readonly timeoutMs: number | null;
  /** Where links start, without a slash at the end. */
  readonly baseUrl: string;
  readonly deliveries: readonly RequestedDelivery[];
  /** What the run will do next, by how this ends; absent where no plan tells. */
  readonly foreseen?: Foreseen;
}

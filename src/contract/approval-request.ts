/** One request put to people, as the run hands it to the object that will own it. */

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
}

export interface ApprovalRequest {
  readonly workspace: string;
  readonly runId: string;
  readonly ensemble: string;
  readonly agent: string;
  readonly prompt: string;
  /** JSON text of what is to be decided on. */
  readonly dataJson: string;
  readonly metadataJson: string;
  /** JSON text of the form's JSON Schema, or `null`. */
  readonly formJson: string | null;
  readonly approvers: readonly string[];
  readonly minApprovals: number;
  readonly rejectionsNeeded: number;
  readonly requestedBy: string;
  /** `null`: waits without end. */
  readonly timeoutMs: number | null;
  /** Where links start, without a slash at the end. */
  readonly baseUrl: string;
  readonly deliveries: readonly RequestedDelivery[];
}

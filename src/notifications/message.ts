/** A message that asks nothing: what the notify operation tells through a channel. */

export interface PlainMessage {
  /** Text; no channel makes markup of it. */
  readonly message: string;
  readonly ensemble: string;
  readonly agent: string;
  readonly runId: string;
}

/** Where a message goes. Secrets may be in it. */
export interface MessageDestination {
  /** Of slack, discord, teams and webhook. */
  readonly webhookUrl?: string;
  /** Of email: all of them get one mail. Of discord: one channel's id. Of slack: one channel, user or address. */
  readonly to?: readonly string[];
  readonly from?: string;
  readonly subject?: string;
}

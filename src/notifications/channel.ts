/** A channel: one way to tell people of an approval, or just to tell them something. */
import type { MessageDestination, PlainMessage } from "./message.ts";
import type { ApprovalNotice, ChannelPort, Destination, OutcomeNotice, SendFailure, SendResult } from "./notice.ts";

export interface Channel {
  readonly name: string;
  /** Tries once. Never throws: what went wrong is in the result. */
  send(notice: ApprovalNotice, destination: Destination, port: ChannelPort): Promise<SendResult>;
  /**
   * As `send`, for news that the approval is over. `ref` is what `send` gave for the message sent here before: a channel
   * that can changes that message. `null`: none can be changed, and the news is a message of its own.
   */
  sendOutcome(
    outcome: OutcomeNotice,
    destination: Destination,
    ref: string | null,
    port: ChannelPort,
  ): Promise<SendResult>;
  /**
   * Asks who reads what `send` brings to one person there. A channel that has no names of its own for people has none of
   * this. Never throws.
   */
  findRecipient?(destination: Destination, port: ChannelPort): Promise<FoundRecipient>;
  /** As `send`, for a message that asks nothing. */
  sendMessage(message: PlainMessage, destination: MessageDestination, port: ChannelPort): Promise<SendResult>;
  /** What may be shown of the destination: an address, or of a webhook its host. */
  describe(destination: Destination): string;
}

export type FoundRecipient =
  | {
      readonly status: "found";
      /** The same, found faster. */
      readonly destination: Destination;
      /** What they are certainly called, where it is more than one name; else none. */
      readonly names: readonly string[];
    }
  | SendFailure;

/** A channel: one way to tell people of an approval, or just to tell them something. */
import type { MessageDestination, PlainMessage } from "./message.ts";
import type { ApprovalNotice, ChannelPort, Destination, SendResult } from "./notice.ts";

export interface Channel {
  readonly name: string;
  /** What a destination must have for this channel to be able to send. */
  readonly needs: readonly Exclude<keyof Destination, "channel">[];
  /** Tries once. Never throws: what went wrong is in the result. */
  send(notice: ApprovalNotice, destination: Destination, port: ChannelPort): Promise<SendResult>;
  /** As `send`, for a message that asks nothing. */
  sendMessage(message: PlainMessage, destination: MessageDestination, port: ChannelPort): Promise<SendResult>;
  /** What may be shown of the destination: an address, or of a webhook its host. */
  describe(destination: Destination): string;
}

/** Whom a channel tells, and by whose link, once its options are known. */
import type { RequestedDelivery } from "../contract/approval-request.ts";
import { type ChannelName, optionsOf } from "../contract/channel-options.ts";
import { isMailAddress } from "../kernel/mailbox.ts";
import { isSamePerson } from "../kernel/people.ts";
import { isOnePerson } from "../notifications/slack/slack-address.ts";
import { StepFailure } from "../operations/step-failure.ts";

export interface MessageOptions {
  readonly to?: readonly string[];
  readonly from?: string;
  readonly subject?: string;
}

/** A channel's options; of each channel those that it uses. */
export interface ChannelOptions extends MessageOptions, Pick<RequestedDelivery, "webhookUrl" | "baseUrl"> {}

/** Where no channel is named, people are told by it where it is configured. */
export const UNNAMED = "email" satisfies ChannelName;

export function unnamedDeliveries(options: MessageOptions, approvers: readonly string[]): readonly RequestedDelivery[] {
  return personalDeliveries(UNNAMED, options, approvers).filter(({ to }) => to !== undefined);
}

export function channelDeliveries(
  channel: ChannelName,
  { baseUrl, ...options }: ChannelOptions,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  const base = baseUrl === undefined ? {} : { baseUrl };
  return deliveriesOf(channel, options, approvers).map((delivery) => ({ ...delivery, ...base }));
}

function deliveriesOf(
  channel: ChannelName,
  { webhookUrl, ...message }: Omit<ChannelOptions, "baseUrl">,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  if (webhookUrl !== undefined) return [{ channel, approver: null, webhookUrl }];
  const { tells } = optionsOf(channel);
  switch (tells) {
    case "people":
      return personalDeliveries(channel, message, approvers);
    case "place":
      return placeDeliveries(channel, message);
    default:
      return tells satisfies never;
  }
}

/** One message to each place of `to`, where there is no webhook. */
function placeDeliveries(channel: ChannelName, { to }: MessageOptions): readonly RequestedDelivery[] {
  if (to === undefined) return [{ channel, approver: null, webhookUrl: [] }];
  return to.map((place) => ({ channel, approver: null, to: place }));
}

/** A message for each address; the link in it is personal where the address is an approver's. */
function personalDeliveries(
  channel: ChannelName,
  { to, ...options }: MessageOptions,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  const addresses = to ?? approvers.filter((approver) => isOnes(channel, approver));
  if (channel === "email") requireAddresses(addresses);
  if (addresses.length === 0) return [{ channel, approver: null, ...options }];
  return addresses.map((address) => ({
    channel,
    approver: isOnes(channel, address) ? personOf(address, approvers) : null,
    to: address,
    ...options,
  }));
}

/** Mail to anything else would be sent in vain. */
function requireAddresses(addresses: readonly string[]): void {
  const broken = addresses.find((address) => !isMailAddress(address));
  if (broken === undefined) return;
  throw new StepFailure("address-invalid", `"${broken}" is not one mail address.`, { retryable: "no" });
}

/** Whether one person alone reads what the channel brings to the address. */
export function isOnes(channel: ChannelName, address: string): boolean {
  return channel === "slack" ? isOnePerson(address) : address.includes("@");
}

function personOf(address: string, approvers: readonly string[]): string | null {
  if (approvers.length === 0) return address;
  return approvers.find((approver) => isSamePerson(approver, address)) ?? null;
}

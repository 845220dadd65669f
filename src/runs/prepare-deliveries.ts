/** Whom to tell of an approval, and how. */
import { isSame } from "../approvals/seats.ts";
import type { RequestedDelivery, SecretText } from "../contract/approval-request.ts";
import { type ChannelName, optionsOf } from "../contract/channel-options.ts";
import type { CompiledValue } from "../expressions/compiled.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { isJsonObject } from "../kernel/json.ts";
import { isOnePerson } from "../notifications/slack/slack-address.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import type { Preparation } from "./prepare-approval.ts";
import { hiddenVariable } from "./scope.ts";

/** Where no channel is named, people are told by it where it is configured. */
const UNNAMED = "email" satisfies ChannelName;

export function prepareDeliveries(
  preparation: Preparation,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  const { agent, emailConfigured } = preparation;
  if (agent.channels.length === 0) {
    const options = readMessageOptions(agent.notification[UNNAMED], preparation);
    return emailConfigured ? personalDeliveries(UNNAMED, options, approvers).filter(({ to }) => to !== undefined) : [];
  }
  return agent.channels.flatMap((channel) => {
    const options = agent.notification[channel];
    const base = readOwnBaseUrl(options, preparation);
    return channelDeliveries(channel, preparation, approvers).map((delivery) => ({ ...delivery, ...base }));
  });
}

function channelDeliveries(
  channel: ChannelName,
  preparation: Preparation,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  const options = preparation.agent.notification[channel];
  const { tells } = optionsOf(channel);
  switch (tells) {
    case "people":
      if (hasWebhook(options)) return placeDeliveries(channel, options, preparation);
      return personalDeliveries(channel, readMessageOptions(options, preparation), approvers);
    case "place":
      return placeDeliveries(channel, options, preparation);
    default:
      return tells satisfies never;
  }
}

/** One message to where the address of a webhook leads, or, where there is none, to each place of `to`. */
function placeDeliveries(
  channel: ChannelName,
  options: CompiledValue | undefined,
  preparation: Preparation,
): readonly RequestedDelivery[] {
  const { to } = hasWebhook(options) ? {} : readMessageOptions(options, preparation);
  return to === undefined
    ? [{ channel, approver: null, webhookUrl: readSecret(options, "webhookUrl", preparation) }]
    : to.map((place) => ({ channel, approver: null, to: place }));
}

function hasWebhook(options: CompiledValue | undefined): boolean {
  return options !== undefined && memberOf(options, "webhookUrl") !== undefined;
}

/** A channel's own `baseUrl`, where it has one beside the one that stands for all. */
function readOwnBaseUrl(
  options: CompiledValue | undefined,
  { scope }: Preparation,
): Pick<RequestedDelivery, "baseUrl"> {
  const own = options === undefined ? undefined : memberOf(options, "baseUrl");
  const given = own === undefined ? undefined : evaluateValue(own, scope);
  return given === undefined || given === null || given === "" ? {} : { baseUrl: checkBaseUrl(given) };
}

/** One member of an object, so that it can be evaluated without the others. */
function memberOf(value: CompiledValue, name: string): CompiledValue | undefined {
  if (value.k === "object") return value.o.find(([key]) => key === name)?.[1];
  if (value.k !== "const" || !isJsonObject(value.v)) return undefined;
  const member = value.v[name];
  return member === undefined ? undefined : { k: "const", v: member };
}

interface MessageOptions {
  readonly to?: readonly string[];
  readonly from?: string;
  readonly subject?: string;
}

/** A message for each address; the link in it is personal where the address is an approver's. */
function personalDeliveries(
  channel: ChannelName,
  { to, ...options }: MessageOptions,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  const addresses = to ?? approvers.filter((approver) => isOnes(channel, approver));
  if (addresses.length === 0) return [{ channel, approver: null, ...options }];
  return addresses.map((address) => ({
    channel,
    approver: isOnes(channel, address) ? personOf(address, approvers) : null,
    to: address,
    ...options,
  }));
}

/** Whether one person alone reads what the channel brings to the address. */
function isOnes(channel: ChannelName, address: string): boolean {
  return channel === "slack" ? isOnePerson(address) : address.includes("@");
}

function personOf(address: string, approvers: readonly string[]): string | null {
  if (approvers.length === 0) return address;
  return approvers.find((approver) => isSame(approver, address)) ?? null;
}

function readMessageOptions(options: CompiledValue | undefined, { scope }: Preparation): MessageOptions {
  if (options === undefined) return {};
  const real = evaluateValue(options, scope);
  const shown = evaluateValue(options, { ...scope, env: hiddenVariable });
  if (!isJsonObject(real) || !isJsonObject(shown)) return {};
  const to = addressesOf(real["to"]);
  return {
    ...(to === undefined ? {} : { to }),
    ...(typeof real["from"] === "string" ? { from: real["from"] } : {}),
    ...(typeof shown["subject"] === "string" ? { subject: shown["subject"] } : {}),
  };
}

function addressesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return (Array.isArray(value) ? value : [value]).map((address: unknown) => String(address).trim());
}

/** The text with the environment's values cut out and named: no input can pass for such a name. */
function readSecret(options: CompiledValue | undefined, option: string, { scope }: Preparation): SecretText {
  if (options === undefined) return [];
  const mark = `\u0001${crypto.randomUUID()}:`;
  const value = evaluateValue(options, { ...scope, env: (name) => `${mark}${name}\u0001` });
  const text = isJsonObject(value) ? value[option] : undefined;
  if (typeof text !== "string") return [];
  return text.split(mark).flatMap((piece, index) => {
    if (index === 0) return piece === "" ? [] : [piece];
    const end = piece.indexOf("\u0001");
    const rest = piece.slice(end + 1);
    return [{ env: piece.slice(0, end) }, ...(rest === "" ? [] : [rest])];
  });
}

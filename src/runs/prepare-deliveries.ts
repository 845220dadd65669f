/** Whom to tell of an approval, and how. */
import type { RequestedDelivery, SecretText } from "../contract/approval-request.ts";
import type { ChannelName } from "../contract/channel-options.ts";
import type { CompiledValue } from "../expressions/compiled.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { isJsonObject } from "../kernel/json.ts";
import {
  channelDeliveries,
  type ChannelOptions,
  type MessageOptions,
  UNNAMED,
  unnamedDeliveries,
} from "./channel-deliveries.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import type { Preparation } from "./prepare-approval.ts";
import { hiddenVariable } from "./scope.ts";

export function prepareDeliveries(
  preparation: Preparation,
  approvers: readonly string[],
): readonly RequestedDelivery[] {
  const { agent, emailConfigured } = preparation;
  if (agent.channels.length === 0) {
    const options = readMessageOptions(agent.notification[UNNAMED], preparation);
    return emailConfigured ? unnamedDeliveries(options, approvers) : [];
  }
  return agent.channels.flatMap((channel) => channelDeliveries(channel, readOptions(channel, preparation), approvers));
}

function readOptions(channel: ChannelName, preparation: Preparation): ChannelOptions {
  const options = preparation.agent.notification[channel];
  const base = readOwnBaseUrl(options, preparation);
  return hasWebhook(options)
    ? { webhookUrl: readSecret(options, "webhookUrl", preparation), ...base }
    : { ...readMessageOptions(options, preparation), ...base };
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

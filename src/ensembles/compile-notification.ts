/** Compiles how people are told: `notificationChannel` and `notificationConfig` of a hitl agent. */
import {
  CHANNEL_NAMES,
  CHANNEL_OPTION_NAMES,
  type ChannelName,
  type ChannelOption,
  channelsUsing,
  optionsOf,
} from "../contract/channel-options.ts";
import type { CompiledValue } from "../expressions/compiled.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileValue, hasExpression, objectValue } from "./compile-value.ts";
import { filledEntryOf, textOf } from "./document-node.ts";
import type { MapEntry, MapNode } from "./document-node.ts";
import { checkKeys, inWords, isKnown, mapOption, wrongType } from "./literal-options.ts";
import type { HitlAgent } from "./plan.ts";

/** What every channel takes beside its own options. */
export const NOTIFICATION_OPTIONS = ["baseUrl", ...CHANNEL_OPTION_NAMES] as const;

/** Where no channel is named, approvers that are addresses get an e-mail, to which these options then belong. */
const UNNAMED: readonly ChannelName[] = ["email"];

interface Told {
  readonly config: MapNode | null;
  /** The agent's inputs, for whom an e-mail goes to. */
  readonly entries: readonly MapEntry[];
  readonly place: Place;
}

type Notification = Pick<HitlAgent, "channels" | "notification" | "baseUrl">;

export function compileNotification(compilation: Compilation, { config, entries, place }: Told): Notification {
  if (config === null) return { channels: [], notification: {} };
  const channels = readChannels(compilation, config);
  const options = mapOption(compilation, config, "notificationConfig");
  if (options !== null)
    checkKeys(compilation, options, [...NOTIFICATION_OPTIONS, ...CHANNEL_NAMES], "`notificationConfig`");
  const told = channels.length > 0 ? channels : UNNAMED;
  const perChannel = told.map((channel) => [channel, channelOptions(compilation, options, channel)] as const);
  if (options !== null) checkUnused(compilation, options, channels);
  for (const [channel, found] of perChannel) {
    for (const entry of found) checkOption(compilation, entry);
    if (channels.length > 0) checkNeeds(compilation, { channel, found, entries, config });
  }
  const baseUrl = options === null ? undefined : filledEntryOf(options, "baseUrl");
  if (baseUrl !== undefined) checkOption(compilation, baseUrl);
  return {
    channels,
    notification: Object.fromEntries(
      perChannel
        .filter(([, found]) => found.length > 0)
        .map(([channel, found]) => [channel, compileEntries(compilation, found, place)]),
    ),
    ...(baseUrl === undefined ? {} : { baseUrl: compileValue(compilation, baseUrl.value, place) }),
  };
}

function readChannels(compilation: Compilation, config: MapNode): ChannelName[] {
  const entry = filledEntryOf(config, "notificationChannel");
  if (entry === undefined || !isKnown(compilation, entry)) return [];
  const channels: ChannelName[] = [];
  for (const node of entry.value.kind === "list" ? entry.value.items : [entry.value]) {
    const text = textOf(node) ?? "";
    const channel = CHANNEL_NAMES.find((known) => known === text);
    if (channel === undefined) {
      compilation.diagnostics.error(
        "channel-unknown",
        node.span,
        `A channel is ${inWords(CHANNEL_NAMES)}.`,
        nearestName(text, CHANNEL_NAMES),
      );
    } else if (channels.includes(channel)) {
      compilation.diagnostics.error("channel-twice", node.span, `The channel ${channel} is named twice.`);
    } else {
      channels.push(channel);
    }
  }
  return channels;
}

/** The channel's own object, over the options that stand for all channels; `baseUrl` only from its own. */
function channelOptions(compilation: Compilation, options: MapNode | null, channel: ChannelName): MapEntry[] {
  if (options === null) return [];
  const own = mapOption(compilation, options, channel);
  if (own !== null) checkKeys(compilation, own, NOTIFICATION_OPTIONS, `The channel ${channel}`);
  const ownEntries = own?.entries.filter(({ key }) => key === "baseUrl" || uses(channel, key)) ?? [];
  const shared = options.entries.filter(
    ({ key }) => uses(channel, key) && ownEntries.every((entry) => entry.key !== key),
  );
  return [...shared, ...ownEntries];
}

function checkUnused({ diagnostics }: Compilation, options: MapNode, channels: readonly ChannelName[]): void {
  const told = channels.length > 0 ? channels : UNNAMED;
  for (const { key, keySpan, value } of options.entries) {
    const channel = CHANNEL_NAMES.find((known) => known === key);
    const isUseless = isChannelOption(key) && !told.some((name) => uses(name, key));
    if ((channel !== undefined && !channels.includes(channel)) || (isUseless && channels.length === 0)) {
      const named = channel ?? inWords(isUseless ? channelsUsing(key) : CHANNEL_NAMES);
      diagnostics.error(
        "channel-missing",
        keySpan,
        `\`${key}\` is set, but \`notificationChannel\` does not name ${named}.`,
      );
    } else if (channel !== undefined && value.kind === "map") {
      const useless = value.entries.filter((entry) => isChannelOption(entry.key) && !uses(channel, entry.key));
      for (const entry of useless)
        diagnostics.warning("option-unused", entry.keySpan, `The channel ${channel} does not use \`${entry.key}\`.`);
    } else if (isUseless) {
      diagnostics.warning("option-unused", keySpan, `No channel of this agent uses \`${key}\`.`);
    }
  }
}

function checkOption(compilation: Compilation, entry: MapEntry): void {
  const { key, value } = entry;
  if (hasExpression(value)) return;
  const isText = value.kind === "scalar" && typeof value.value === "string" && value.value !== "";
  if (
    key === "to" &&
    value.kind === "list" &&
    value.items.length > 0 &&
    value.items.every((item) => textOf(item) !== null)
  )
    return;
  if (!isText) return wrongType(compilation, entry, key === "to" ? "an address or a list of addresses" : "a text");
  if ((key === "webhookUrl" || key === "baseUrl") && !isWebUrl(textOf(value) ?? "")) {
    compilation.diagnostics.error("url-invalid", value.span, `\`${key}\` must be an http or https URL.`);
  }
}

interface Needs {
  readonly channel: ChannelName;
  readonly found: readonly MapEntry[];
  readonly entries: readonly MapEntry[];
  readonly config: MapNode;
}

function checkNeeds({ diagnostics }: Compilation, { channel, found, entries, config }: Needs): void {
  const where = filledEntryOf(config, "notificationChannel")?.value.span ?? config.span;
  const has = (key: string): boolean => found.some((entry) => entry.key === key);
  const { tells, needsOneOf } = optionsOf(channel);
  if (needsOneOf.some(has)) return;
  const needs = `The channel ${channel} needs ${inWords(needsOneOf.map((key) => `\`${key}\``))} in \`notificationConfig\``;
  if (tells === "place") diagnostics.error("option-missing", where, `${needs}.`);
  else if (entries.every(({ key }) => key !== "approvers")) {
    diagnostics.error("recipient-missing", where, `${needs}, or \`approvers\` to write to.`);
  }
}

function compileEntries(compilation: Compilation, entries: readonly MapEntry[], place: Place): CompiledValue {
  return objectValue(entries.map(({ key, value }) => [key, compileValue(compilation, value, place)]));
}

function isChannelOption(key: string): key is ChannelOption {
  return (CHANNEL_OPTION_NAMES as readonly string[]).includes(key);
}

function uses(channel: ChannelName, key: string): boolean {
  return optionsOf(channel).uses.some((option) => option === key);
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

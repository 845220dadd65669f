/** Compiles how people are told: `notificationChannel` and `notificationConfig` of a hitl agent. */
import type { CompiledValue } from "../expressions/compiled.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileValue, hasExpression, objectValue } from "./compile-value.ts";
import { filledEntryOf, textOf } from "./document-node.ts";
import type { MapEntry, MapNode } from "./document-node.ts";
import { checkKeys, inWords, isKnown, mapOption, wrongType } from "./literal-options.ts";
import type { HitlAgent } from "./plan.ts";

export const CHANNELS = ["slack", "email", "webhook"] as const;
type Channel = (typeof CHANNELS)[number];

const OPTIONS: Readonly<Record<Channel, readonly string[]>> = {
  slack: ["webhookUrl"],
  email: ["to", "from", "subject"],
  webhook: ["webhookUrl"],
};
export const NOTIFICATION_OPTIONS = ["webhookUrl", "baseUrl", "to", "from", "subject"] as const;

/** Where no channel is named, approvers that are addresses get an e-mail, to which these options then belong. */
const UNNAMED: readonly Channel[] = ["email"];

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
  if (options !== null) checkKeys(compilation, options, [...NOTIFICATION_OPTIONS, ...CHANNELS], "`notificationConfig`");
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

function readChannels(compilation: Compilation, config: MapNode): Channel[] {
  const entry = filledEntryOf(config, "notificationChannel");
  if (entry === undefined || !isKnown(compilation, entry)) return [];
  const channels: Channel[] = [];
  for (const node of entry.value.kind === "list" ? entry.value.items : [entry.value]) {
    const text = textOf(node) ?? "";
    const channel = CHANNELS.find((known) => known === text);
    if (channel === undefined) {
      compilation.diagnostics.error(
        "channel-unknown",
        node.span,
        `A channel is ${inWords(CHANNELS)}.`,
        nearestName(text, CHANNELS),
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
function channelOptions(compilation: Compilation, options: MapNode | null, channel: Channel): MapEntry[] {
  if (options === null) return [];
  const own = mapOption(compilation, options, channel);
  if (own !== null) checkKeys(compilation, own, NOTIFICATION_OPTIONS, `The channel ${channel}`);
  const ownEntries = own?.entries.filter(({ key }) => key === "baseUrl" || OPTIONS[channel].includes(key)) ?? [];
  const shared = options.entries.filter(
    ({ key }) => OPTIONS[channel].includes(key) && ownEntries.every((entry) => entry.key !== key),
  );
  return [...shared, ...ownEntries];
}

function checkUnused({ diagnostics }: Compilation, options: MapNode, channels: readonly Channel[]): void {
  const used = new Set((channels.length > 0 ? channels : UNNAMED).flatMap((channel) => OPTIONS[channel]));
  for (const { key, keySpan, value } of options.entries) {
    const channel = CHANNELS.find((known) => known === key);
    const isHook = key === "webhookUrl";
    if ((channel !== undefined && !channels.includes(channel)) || (isHook && channels.length === 0)) {
      const named = channel ?? "slack or webhook";
      diagnostics.error(
        "channel-missing",
        keySpan,
        `\`${key}\` is set, but \`notificationChannel\` does not name ${named}.`,
      );
    } else if (channel !== undefined && value.kind === "map") {
      const useless = value.entries.filter(
        (entry) => isOptionName(entry.key) && entry.key !== "baseUrl" && !OPTIONS[channel].includes(entry.key),
      );
      for (const entry of useless)
        diagnostics.warning("option-unused", entry.keySpan, `The channel ${channel} does not use \`${entry.key}\`.`);
    } else if (isOptionName(key) && key !== "baseUrl" && !used.has(key)) {
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
  readonly channel: Channel;
  readonly found: readonly MapEntry[];
  readonly entries: readonly MapEntry[];
  readonly config: MapNode;
}

function checkNeeds({ diagnostics }: Compilation, { channel, found, entries, config }: Needs): void {
  const where = filledEntryOf(config, "notificationChannel")?.value.span ?? config.span;
  const has = (key: string): boolean => found.some((entry) => entry.key === key);
  if (channel !== "email" && !has("webhookUrl")) {
    diagnostics.error(
      "option-missing",
      where,
      `The channel ${channel} needs \`webhookUrl\` in \`notificationConfig\`.`,
    );
  }
  if (channel === "email" && !has("to") && entries.every(({ key }) => key !== "approvers")) {
    diagnostics.error(
      "recipient-missing",
      where,
      "The channel email needs `to` in `notificationConfig`, or `approvers` to write to.",
    );
  }
}

function compileEntries(compilation: Compilation, entries: readonly MapEntry[], place: Place): CompiledValue {
  return objectValue(entries.map(({ key, value }) => [key, compileValue(compilation, value, place)]));
}

function isOptionName(key: string): boolean {
  return (NOTIFICATION_OPTIONS as readonly string[]).includes(key);
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

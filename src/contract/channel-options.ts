/** The channels there are, and what each needs to know: for the language, its schema, `notify` and the channels alike. */

/** The options that say where a message goes and how; `notificationConfig` and `notify` take the same ones. */
export const CHANNEL_OPTION_NAMES = ["webhookUrl", "to", "from", "subject"] as const;
export type ChannelOption = (typeof CHANNEL_OPTION_NAMES)[number];

export interface ChannelOptions {
  /** `people`: a message of their own for each of `to`, by default the approvers. `place`: one where many may read it. */
  readonly tells: "people" | "place";
  readonly uses: readonly ChannelOption[];
  /** One of them must be there; where several are, the first of them says where the message goes. */
  readonly needsOneOf: readonly [ChannelOption, ...ChannelOption[]];
}

const CHANNEL_OPTIONS = {
  slack: { tells: "people", uses: ["webhookUrl", "to"], needsOneOf: ["webhookUrl", "to"] },
  email: { tells: "people", uses: ["to", "from", "subject"], needsOneOf: ["to"] },
  discord: { tells: "place", uses: ["webhookUrl", "to"], needsOneOf: ["webhookUrl", "to"] },
  teams: { tells: "place", uses: ["webhookUrl"], needsOneOf: ["webhookUrl"] },
  webhook: { tells: "place", uses: ["webhookUrl"], needsOneOf: ["webhookUrl"] },
} as const satisfies Readonly<Record<string, ChannelOptions>>;

export type ChannelName = keyof typeof CHANNEL_OPTIONS;

export const CHANNEL_NAMES = Object.keys(CHANNEL_OPTIONS) as readonly ChannelName[];

export function optionsOf(channel: ChannelName): ChannelOptions {
  return CHANNEL_OPTIONS[channel];
}

export function channelsUsing(option: ChannelOption): readonly ChannelName[] {
  return CHANNEL_NAMES.filter((channel) => optionsOf(channel).uses.includes(option));
}

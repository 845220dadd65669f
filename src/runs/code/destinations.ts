/** Whom to tell, as an ensemble in TypeScript says it: by channel, with the options of each. */
import type { ChannelName } from "../../contract/channel-options.ts";
import type { ChannelChoice, Destination } from "../../authoring/call-options.ts";
import type { EnvironmentValue } from "../../authoring/environment-value.ts";
import { StepFailure } from "../../operations/step-failure.ts";

type Address = string | EnvironmentValue;

interface Destinations<Choice extends ChannelChoice> {
  readonly to?: Destination | readonly Destination[] | undefined;
  readonly channels?: readonly Choice[] | undefined;
}

/**
 * One choice for each channel that is told.
 * @throws StepFailure `options-invalid`
 */
export function channelChoices<Choice extends ChannelChoice>({
  to = [],
  channels = [],
}: Destinations<Choice>): readonly (Choice | ChannelChoice)[] {
  const named: readonly Destination[] = Array.isArray(to) ? to : [to];
  const choices = [...channels, ...addressed(named)];
  const twice = choices.find(({ channel }, index) =>
    choices.some((other, at) => at > index && other.channel === channel),
  );
  if (twice === undefined) return choices;
  throw new StepFailure(
    "options-invalid",
    `The channel ${twice.channel} is named twice; one entry of \`channels\` may have a list in its \`to\`.`,
    { retryable: "no" },
  );
}

function addressed(destinations: readonly Destination[]): readonly ChannelChoice[] {
  const byChannel = Map.groupBy(destinations.map(addressOf), ({ channel }) => channel);
  return [...byChannel].map(([channel, found]) => ({ channel, to: found.map(({ address }) => address) }));
}

function addressOf(destination: Destination): { readonly channel: ChannelName; readonly address: Address } {
  if (typeof destination === "string" || "env" in destination) return { channel: "email", address: destination };
  const { type: channel } = destination;
  if ("email" in destination) return { channel, address: destination.email };
  return { channel, address: "userId" in destination ? destination.userId : destination.channelId };
}

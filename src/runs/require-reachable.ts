/** Whether a channel, as it was asked for, could tell anybody. */
import { CHANNEL_OPTION_NAMES, type ChannelName, type ChannelOption, optionsOf } from "../contract/channel-options.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { isOnes } from "./channel-deliveries.ts";

interface AskedChannel extends Partial<Readonly<Record<ChannelOption, unknown>>> {
  readonly channel: ChannelName;
}

/**
 * Refuses what could tell nobody, and options that the channel does not use.
 * @throws StepFailure `options-invalid`
 */
export function requireReachable(asked: AskedChannel, approvers: readonly unknown[]): void {
  const { channel } = asked;
  const { tells, uses, needsOneOf } = optionsOf(channel);
  const unused = CHANNEL_OPTION_NAMES.find((option) => asked[option] !== undefined && !uses.includes(option));
  if (unused !== undefined) throw refused(`The channel ${channel} does not use \`${unused}\`.`);
  if (needsOneOf.some((option) => asked[option] !== undefined)) return;
  if (tells === "people" && approvers.some((approver) => mayBeOnes(channel, approver))) return;
  const needed = needsOneOf.map((option) => `\`${option}\``).join(" or ");
  throw refused(
    tells === "people"
      ? `The channel ${channel} needs ${needed}, or approvers whom it can reach.`
      : `The channel ${channel} needs ${needed}.`,
  );
}

/** An approver who is not known yet may be one. */
function mayBeOnes(channel: ChannelName, approver: unknown): boolean {
  return typeof approver !== "string" || isOnes(channel, approver);
}

function refused(message: string): StepFailure {
  return new StepFailure("options-invalid", message, { retryable: "no" });
}

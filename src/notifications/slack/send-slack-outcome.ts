/** Tells Slack that an approval is over: in the message that asked, or in one of its own. */
import type { ChannelPort, Destination, OutcomeNotice, SendResult } from "../notice.ts";
import { parseMessageRef, postAsBot, updateAsBot } from "./post-as-bot.ts";
import { postToSlack } from "./post-to-slack.ts";
import { renderSlackOutcome } from "./render-slack-outcome.ts";

export async function sendSlackOutcome(
  outcome: OutcomeNotice,
  { webhookUrl, to }: Destination,
  ref: string | null,
  port: ChannelPort,
): Promise<SendResult> {
  const message = renderSlackOutcome(outcome);
  if (webhookUrl !== undefined) return postToSlack(webhookUrl, message, port);
  const asked = ref === null ? null : parseMessageRef(ref);
  return asked === null ? postAsBot(to, message, port) : updateAsBot(asked, message, port);
}

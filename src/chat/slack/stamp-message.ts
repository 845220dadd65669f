/** Puts the outcome in the place of a message that asked: without buttons, with who and when. */
import type { OverLink } from "../../contract/link-view.ts";
import type { SlackPort } from "../../notifications/slack/call-slack.ts";
import { updateAsBot } from "../../notifications/slack/post-as-bot.ts";
import { renderSlackOutcome } from "../../notifications/slack/render-slack-outcome.ts";
import { outcomeNotice } from "./tell-outcome.ts";
import type { DialogueIds } from "./dialogue.ts";

export async function stampMessage(view: OverLink, { channel, ts }: DialogueIds, port: SlackPort): Promise<void> {
  if (channel === undefined || ts === undefined) return;
  const stamped = await updateAsBot({ channel, ts }, renderSlackOutcome(outcomeNotice(view)), port);
  if (stamped.status !== "delivered") console.warn("slack message", stamped.error);
}

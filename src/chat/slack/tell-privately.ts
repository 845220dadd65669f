/** Tells one person something in Slack that nobody else sees. */
import { postJson } from "../../notifications/post-json.ts";
import { callSlack, type SlackPort } from "../../notifications/slack/call-slack.ts";
import type { SendResult } from "../../notifications/notice.ts";
import { cutText } from "../../notifications/cut-text.ts";
import { escapeSlack } from "../../notifications/slack/escape-slack.ts";
import { plainSection } from "../../notifications/slack/slack-text.ts";

const MAX_TEXT = 3_000;

/** By the address that came with a press: good five times within thirty minutes. */
export async function tellByResponseUrl(responseUrl: string, text: string, port: SlackPort): Promise<SendResult> {
  const message = { response_type: "ephemeral", replace_original: false, ...privateMessage(text) };
  const accept = (): SendResult => ({ status: "delivered" });
  return postJson({ url: new URL(responseUrl), body: JSON.stringify(message), accept }, port);
}

/** Where a message of ours stands. */
export async function tellInChannel(
  where: { readonly channel: string; readonly user: string },
  text: string,
  port: SlackPort,
): Promise<SendResult> {
  const told = await callSlack({ method: "chat.postEphemeral", body: { ...where, ...privateMessage(text) } }, port);
  return told.status === "ok" ? { status: "delivered" } : told;
}

function privateMessage(text: string) {
  return { text: cutText(text, MAX_TEXT, escapeSlack).text, blocks: plainSection(text) };
}

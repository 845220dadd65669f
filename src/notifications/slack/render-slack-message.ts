/** A plain message for Slack: its text as it is. Addresses in it become links, nothing else becomes anything. */
import { cutText } from "../cut-text.ts";
import type { PlainMessage } from "../message.ts";
import { escapeSlack } from "./escape-slack.ts";

export interface SlackText {
  readonly text: string;
  readonly mrkdwn: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** Slack cuts longer texts itself, in the middle of an escape if need be. */
const MAX_TEXT = 40_000;

export function renderSlackMessage({ message }: PlainMessage): SlackText {
  return {
    text: cutText(message, MAX_TEXT, escapeSlack).text,
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** The texts that Slack messages are made of, each within its limit. */
import { cutLine, cutText } from "../cut-text.ts";
import { utcTime } from "../expiry.ts";
import { type Block, MAX_SECTION, type MrkdwnObject, type PlainTextObject } from "./block-kit.ts";
import { escapeCodeSpan, escapeSlack } from "./escape-slack.ts";

const MAX_FIELD = 300;

/** One line in which Slack makes nothing of anything but emoji. */
export function plain(text: string, limit: number): PlainTextObject {
  return { type: "plain_text", text: cutLine(text, limit, escapeSlack).text, emoji: true };
}

/** A text of users as a block of its own; none where it is blank. */
export function plainSection(text: string): Block[] {
  const shown = cutText(text, MAX_SECTION, escapeSlack).text;
  return shown.trim() === "" ? [] : [{ type: "section", text: { type: "plain_text", text: shown, emoji: false } }];
}

/** Our own text: what users wrote belongs into `codeSpan`. */
export function mrkdwn(text: string): MrkdwnObject {
  return { type: "mrkdwn", text, verbatim: true };
}

export function codeSpan(value: string): string {
  const { text } = cutLine(value, MAX_FIELD, escapeCodeSpan);
  return text === "" ? "—" : `\`${text}\``;
}

/** A time (epoch milliseconds) that each reader sees in their own time zone. */
export function slackDate(ms: number): string {
  return `<!date^${Math.floor(ms / 1_000)}^{date_short_pretty} {time}|${utcTime(ms)}>`;
}

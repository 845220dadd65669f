/**
 * An approval as a Slack message. Within Block Kit's limits whatever is in the notice.
 *
 * In the blocks, text of users stands only in `plain_text` or in code: only there is it certain that Slack makes
 * nothing of it.
 */
import { cutLine, cutText } from "../cut-text.ts";
import { expiryInWords } from "../expiry.ts";
import type { ApprovalNotice } from "../notice.ts";
import { noticeTitle } from "../notice-title.ts";
import { originFacts } from "../origin-facts.ts";
import { renderData, renderDataText, type DataView } from "../render-data.ts";
import {
  MAX_HEADER,
  MAX_SECTION,
  type Block,
  type MrkdwnObject,
  type PlainTextObject,
  type SlackButton,
  type SlackMessage,
  type UrlButton,
} from "./block-kit.ts";
import { escapeSlack } from "./escape-slack.ts";
import { urlButton } from "./slack-buttons.ts";
import { codeSpan, mrkdwn, plain, slackDate } from "./slack-text.ts";

const FENCE = "```";
const MAX_FALLBACK_PROMPT = 300;

/** `now` is in epoch milliseconds; the expiry is told in words relative to it. */
export function renderSlack(notice: ApprovalNotice, buttons: readonly SlackButton[], now: number): SlackMessage {
  return {
    text: renderFallback(notice),
    blocks: [
      { type: "header", text: plain(`🔔 ${noticeTitle(notice)}`, MAX_HEADER) },
      ...renderPrompt(notice),
      { type: "section", fields: renderFields(notice) },
      ...renderDataBlocks(notice),
      { type: "actions", elements: buttons },
      { type: "context", elements: [mrkdwn(renderExpiry(notice.expiresAt, now))] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function renderFallback(notice: ApprovalNotice): string {
  const title = cutLine(noticeTitle(notice), MAX_HEADER, escapeSlack).text;
  const prompt = cutLine(notice.prompt, MAX_FALLBACK_PROMPT, escapeSlack).text;
  return [title, prompt, linkTarget(notice.url)].filter((line) => line !== "").join("\n");
}

function renderPrompt(notice: ApprovalNotice): Block[] {
  const { text, cut } = cutText(notice.prompt, MAX_SECTION, escapeSlack);
  if (text.trim() === "") return [];
  return [section({ type: "plain_text", text, emoji: false }, cut ? seeAll("prompt", notice.url) : null)];
}

function renderFields(notice: ApprovalNotice): MrkdwnObject[] {
  const fields = [
    ["Asked by", notice.requestedBy],
    ...originFacts(notice),
    ["Execution id", notice.approvalId],
  ] as const;
  return fields.map(([label, value]) => mrkdwn(`*${label}*\n${codeSpan(value)}`));
}

function renderDataBlocks(notice: ApprovalNotice): Block[] {
  const view = renderData(notice.data, MAX_SECTION);
  if (view.kind === "none") return [];
  const shown = renderDataSection(view);
  if (shown.text.text.trim() === "") return [];
  const title = mrkdwn(shown.cut ? "*Data* (shortened)" : "*Data*");
  return [section(title, shown.cut ? seeAll("data", notice.url) : null), section(shown.text, null)];
}

interface DataSection {
  readonly text: PlainTextObject | MrkdwnObject;
  readonly cut: boolean;
}

function renderDataSection(view: Exclude<DataView, { kind: "none" }>): DataSection {
  const lines = renderDataText(view);
  if (view.kind !== "json") {
    const { text, cut } = cutText(lines, MAX_SECTION, escapeSlack);
    return { text: { type: "plain_text", text, emoji: false }, cut: cut || view.cut };
  }
  const block = cutText(lines, MAX_SECTION - 2 * FENCE.length - 2, escapeSlack);
  return { text: mrkdwn(`${FENCE}\n${block.text}\n${FENCE}`), cut: block.cut || view.cut };
}

function renderExpiry(expiresAt: number | null, now: number): string {
  const words = `⏳ ${expiryInWords(expiresAt, now)}`;
  if (expiresAt === null) return words;
  return `${words} (${slackDate(expiresAt)})`;
}

function section(text: PlainTextObject | MrkdwnObject, accessory: UrlButton | null): Block {
  return accessory === null ? { type: "section", text } : { type: "section", text, accessory };
}

function seeAll(part: "prompt" | "data", url: string): UrlButton {
  return urlButton(`see-all-of-${part}`, "See all of it", url);
}

/** A link as Slack's own markup; what would end it early is percent-encoded. */
function linkTarget(url: string): string {
  return `<${url.replaceAll("&", "&amp;").replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C")}|Answer it here>`;
}

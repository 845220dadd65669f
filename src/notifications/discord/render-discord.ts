/** An approval as a Discord message: one embed, within its limits whatever is in the notice, and the buttons. */
import { cutLine, cutText } from "../cut-text.ts";
import { expiryInWords } from "../expiry.ts";
import type { ApprovalNotice } from "../notice.ts";
import { noticeTitle } from "../notice-title.ts";
import { originFacts } from "../origin-facts.ts";
import { renderData, renderDataText } from "../render-data.ts";
import {
  actionRow,
  type DiscordButton,
  type DiscordMessage,
  type Embed,
  MAX_TITLE,
  NOBODY,
} from "./discord-message.ts";
import { escapeCodeBlock, escapeDiscord } from "./escape-discord.ts";

const AMBER = 0xd4_a7_2c;
/** With its headings the description stays under 4,096, and all of the embed under 6,000. */
const MAX_PROMPT = 1_700;
const MAX_DATA = 2_200;
const MAX_FIELD = 200;
const FENCE = "```";

/** `now` is in epoch milliseconds; the expiry is told in words relative to it. */
export function renderDiscord(notice: ApprovalNotice, buttons: readonly DiscordButton[], now: number): DiscordMessage {
  return {
    content: "",
    embeds: [renderEmbed(notice, now)],
    components: [actionRow(buttons)],
    allowed_mentions: NOBODY,
  };
}

function renderEmbed(notice: ApprovalNotice, now: number): Embed {
  const description = [renderPrompt(notice), renderDataPart(notice)].filter((part) => part !== "").join("\n\n");
  return {
    title: cutLine(`🔔 ${noticeTitle(notice)}`, MAX_TITLE, escapeDiscord).text,
    ...(description === "" ? {} : { description }),
    color: AMBER,
    fields: [
      field("Asked by", notice.requestedBy),
      ...originFacts(notice).map(([name, value]) => field(name, value)),
      field("Execution id", notice.approvalId),
      { name: "Expires", value: renderExpiry(notice.expiresAt, now), inline: true },
    ],
  };
}

function renderPrompt({ prompt }: ApprovalNotice): string {
  const { text, cut } = cutText(prompt.trim(), MAX_PROMPT, escapeDiscord);
  return cut ? `${text}\n*Shortened: see all of it by the button below.*` : text;
}

function renderDataPart({ data }: ApprovalNotice): string {
  const view = renderData(data, MAX_DATA);
  if (view.kind === "none") return "";
  const isCode = view.kind === "json";
  const { text, cut } = cutText(renderDataText(view), MAX_DATA, isCode ? escapeCodeBlock : escapeDiscord);
  if (text.trim() === "") return "";
  const title = cut || view.cut ? "**Data** (shortened: see all of it by the button below)" : "**Data**";
  return `${title}\n${isCode ? `${FENCE}\n${text}\n${FENCE}` : text}`;
}

function field(name: string, value: string): Embed["fields"][number] {
  const { text } = cutLine(value, MAX_FIELD, escapeDiscord);
  return { name, value: text === "" ? "—" : text, inline: true };
}

/** Discord shows a moment in the reader's own time. */
function renderExpiry(expiresAt: number | null, now: number): string {
  const words = expiryInWords(expiresAt, now);
  return expiresAt === null ? words : `${words} (<t:${Math.floor(expiresAt / 1_000)}:f>)`;
}

/** An approval as an Adaptive Card: what does not fit is cut, and linked to. */
import { actionUrl } from "../action-url.ts";
import { cutLine, cutText } from "../cut-text.ts";
import { expiryInWords, utcTime } from "../expiry.ts";
import type { ApprovalNotice } from "../notice.ts";
import { noticeTitle } from "../notice-title.ts";
import { originFacts } from "../origin-facts.ts";
import { renderData, renderDataText } from "../render-data.ts";
import { type FactSet, type TeamsMessage, teamsMessage, type TextBlock, textBlock } from "./adaptive-card.ts";
import { escapeTeams } from "./escape-teams.ts";

/** Of three bytes at most in UTF-8 each: together they leave room for the links within 28 KB. */
const MAX_TITLE = 300;
const MAX_PROMPT = 2_000;
const MAX_DATA = 3_000;
const MAX_FACT = 200;

/** `now` is in epoch milliseconds; the expiry is told in words relative to it. */
export function renderTeams(notice: ApprovalNotice, now: number): TeamsMessage {
  const title = cutLine(`🔔 ${noticeTitle(notice)}`, MAX_TITLE, escapeTeams).text;
  const { url } = notice;
  return teamsMessage(title, {
    body: [
      textBlock(title, { size: "large", weight: "bolder" }),
      ...renderPrompt(notice),
      ...renderDataBlocks(notice),
      renderFacts(notice, now),
    ],
    actions: [
      { type: "Action.OpenUrl", title: "Approve", url: actionUrl(url, "approve"), style: "positive" },
      { type: "Action.OpenUrl", title: "Reject", url: actionUrl(url, "reject"), style: "destructive" },
      { type: "Action.OpenUrl", title: "See all of it", url },
    ],
  });
}

function renderPrompt({ prompt }: ApprovalNotice): TextBlock[] {
  const { text, cut } = cutText(prompt.trim(), MAX_PROMPT, escapeTeams);
  if (text === "") return [];
  return cut ? [textBlock(text), shortened()] : [textBlock(text)];
}

function renderDataBlocks({ data }: ApprovalNotice): TextBlock[] {
  const view = renderData(data, MAX_DATA);
  if (view.kind === "none") return [];
  const { text, cut } = cutText(renderDataText(view), MAX_DATA, escapeTeams);
  if (text.trim() === "") return [];
  const shown = textBlock(text, view.kind === "json" ? { fontType: "monospace" } : {});
  return [textBlock("Data", { weight: "bolder" }), shown, ...(cut || view.cut ? [shortened()] : [])];
}

function shortened(): TextBlock {
  return textBlock("Shortened: see all of it by the button below.", { isSubtle: true });
}

function renderFacts(notice: ApprovalNotice, now: number): FactSet {
  const { expiresAt } = notice;
  const expiry = expiryInWords(expiresAt, now);
  return {
    type: "FactSet",
    facts: [
      fact("Asked by", notice.requestedBy),
      ...originFacts(notice).map(([title, value]) => fact(title, value)),
      fact("Execution id", notice.approvalId),
      fact("Expiry", expiresAt === null ? expiry : `${expiry} (${utcTime(expiresAt)})`),
    ],
  };
}

function fact(title: string, value: string): FactSet["facts"][number] {
  const { text } = cutLine(value, MAX_FACT, escapeTeams);
  return { title, value: text === "" ? "—" : text };
}

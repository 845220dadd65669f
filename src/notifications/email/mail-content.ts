/** What a mail says, before it is set as text or as HTML; so that the two parts never differ in what they tell. */
import { actionUrl } from "../action-url.ts";
import { cutLine, cutText, type CutText } from "../cut-text.ts";
import { expiryInWords, utcTime } from "../expiry.ts";
import type { ApprovalNotice } from "../notice.ts";
import { noticeTitle } from "../notice-title.ts";
import { originFacts } from "../origin-facts.ts";
import { renderData, type DataView } from "../render-data.ts";

export interface MailContent {
  readonly title: string;
  readonly prompt: CutText;
  readonly data: DataView;
  readonly url: string;
  readonly approveUrl: string;
  readonly rejectUrl: string;
  readonly hint: string;
  readonly expiry: string;
  readonly details: readonly (readonly [label: string, value: string])[];
}

const MAX_PROMPT = 8_000;
const MAX_DATA = 20_000;
const MAX_DETAIL = 300;

/** Nothing in it is escaped. `now` is in epoch milliseconds. */
export function mailContent(notice: ApprovalNotice, now: number): MailContent {
  return {
    title: noticeTitle(notice),
    prompt: cutText(notice.prompt.trim(), MAX_PROMPT),
    data: renderData(notice.data, MAX_DATA),
    url: notice.url,
    approveUrl: actionUrl(notice.url, "approve"),
    rejectUrl: actionUrl(notice.url, "reject"),
    hint: hintFor(notice.recipient),
    expiry: expiryLine(notice.expiresAt, now),
    details: [
      ["Asked by", detail(notice.requestedBy)],
      ...originFacts(notice).map(([label, value]) => [label, detail(value)] as const),
      ["Approval", detail(notice.approvalId)],
    ],
  };
}

function hintFor(recipient: string | null): string {
  const hint = "Opening a link changes nothing: only the button on its page does.";
  return recipient === null ? hint : `${hint} The links answer for ${detail(recipient)}; please do not pass them on.`;
}

function expiryLine(expiresAt: number | null, now: number): string {
  const words = expiryInWords(expiresAt, now);
  return expiresAt === null ? `${words}.` : `${words} (${utcTime(expiresAt)}).`;
}

function detail(value: string): string {
  return cutLine(value, MAX_DETAIL).text;
}

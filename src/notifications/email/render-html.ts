/** The HTML part of the mail about an approval. Translucent greys read well on light and on dark. */
import type { DataView } from "../render-data.ts";
import { escapeHtml, htmlLines } from "./escape-html.ts";
import type { MailContent } from "./mail-content.ts";
import { renderMailPage } from "./mail-page.ts";

const STYLES = {
  title: "font-size:20px;line-height:1.3;margin:0 0 16px;overflow-wrap:anywhere",
  heading: "font-size:14px;margin:24px 0 8px;opacity:.75",
  text: "margin:0 0 16px;overflow-wrap:anywhere",
  small: "margin:0 0 8px;font-size:14px;opacity:.75;overflow-wrap:anywhere",
  button:
    "display:inline-block;margin:0 8px 8px 0;padding:10px 20px;border-radius:6px;color:#ffffff;font-weight:600;text-decoration:none",
  list: "margin:0;padding:12px 16px;border:1px solid rgba(128,128,128,.4);border-radius:6px",
  name: "font-size:14px;opacity:.75;overflow-wrap:anywhere",
  value: "margin:0 0 8px;overflow-wrap:anywhere",
  pre: "margin:0;padding:12px 16px;border:1px solid rgba(128,128,128,.4);border-radius:6px;font-family:ui-monospace,Consolas,monospace;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere",
} as const;

const GREEN = "#1a7f37";
const RED = "#cf222e";

export function renderHtml(mail: MailContent): string {
  return renderMailPage({ title: mail.title, preheader: preheaderOf(mail), body: renderBody(mail) });
}

function renderBody(mail: MailContent): string {
  return `<h1 style="${STYLES.title}">${escapeHtml(mail.title)}</h1>
${renderPrompt(mail)}
<p style="margin:0 0 8px">${link(mail.approveUrl, "Approve", buttonStyle(GREEN))}${link(mail.rejectUrl, "Reject", buttonStyle(RED))}</p>
<p style="${STYLES.small}">${escapeHtml(mail.hint)}</p>
<p style="${STYLES.small}">${escapeHtml(mail.expiry)}</p>
${renderDataPart(mail)}
<h2 style="${STYLES.heading}">About this request</h2>
${renderList(mail.details.map(([name, value]) => ({ name, value })))}`;
}

/** What lists of mails show beside the subject. */
function preheaderOf({ prompt, expiry }: MailContent): string {
  return `${Array.from(prompt.text).slice(0, 120).join("")} ${expiry}`.trim();
}

function renderPrompt({ prompt, url }: MailContent): string {
  if (prompt.text === "") return "";
  return `<p dir="auto" style="${STYLES.text}">${htmlLines(prompt.text)}</p>${prompt.cut ? seeAll(url) : ""}`;
}

function renderDataPart({ data, url }: MailContent): string {
  if (data.kind === "none") return "";
  return `<h2 style="${STYLES.heading}">Data</h2>\n${renderView(data)}${data.cut ? seeAll(url) : ""}`;
}

function renderView(view: Exclude<DataView, { kind: "none" }>): string {
  if (view.kind === "pairs") return renderList(view.pairs);
  if (view.kind === "text") return `<p dir="auto" style="${STYLES.text}">${htmlLines(view.text)}</p>`;
  return `<pre style="${STYLES.pre}">${escapeHtml(view.text)}</pre>`;
}

function renderList(pairs: readonly { readonly name: string; readonly value: string }[]): string {
  const items = pairs.map(
    ({ name, value }) =>
      `<dt style="${STYLES.name}">${escapeHtml(name)}</dt><dd dir="auto" style="${STYLES.value}">${htmlLines(value)}</dd>`,
  );
  return `<dl style="${STYLES.list}">\n${items.join("\n")}\n</dl>`;
}

function seeAll(url: string): string {
  return `<p style="${STYLES.small}">Shortened. ${link(url, "See all of it", "")}</p>`;
}

function link(url: string, label: string, style: string): string {
  return `<a href="${escapeHtml(url)}"${style === "" ? "" : ` style="${style}"`}>${label}</a>`;
}

function buttonStyle(colour: string): string {
  return `${STYLES.button};background:${colour}`;
}

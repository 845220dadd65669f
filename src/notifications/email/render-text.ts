/** The plain part of a mail. Each link has a line of its own; data is indented, so that it cannot pass for a link of ours. */
import { renderDataText } from "../render-data.ts";
import type { MailContent } from "./mail-content.ts";

export function renderText(mail: MailContent): string {
  const paragraphs = [
    mail.title,
    mail.prompt.text,
    mail.prompt.cut ? seeAll(mail.url) : "",
    `Approve:\n${mail.approveUrl}`,
    `Reject:\n${mail.rejectUrl}`,
    mail.hint,
    mail.expiry,
    renderDataParagraph(mail),
    mail.details.map(([label, value]) => `${`${label}:`.padEnd(11)}${value}`).join("\n"),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

function renderDataParagraph({ data, url }: MailContent): string {
  const lines = renderDataText(data);
  if (data.kind === "none" || lines === "") return "";
  const shown = `Data:\n\n  ${lines.replaceAll("\n", "\n  ")}`;
  return data.cut ? `${shown}\n\n${seeAll(url)}` : shown;
}

function seeAll(url: string): string {
  return `Shortened. See all of it:\n${url}`;
}

/**
 * The frame around the HTML part of a mail: no tables, no remote assets, styles inline.
 *
 * Colours are the reader's own, so that it reads well in light and dark.
 */
import { escapeHtml } from "./escape-html.ts";

const BODY =
  "margin:0;padding:24px 16px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5";
const PREHEADER = "display:none;max-height:0;overflow:hidden;opacity:0";
const PAGE = "max-width:600px;margin:0 auto";

export interface MailPage {
  /** Text. */
  readonly title: string;
  /** Text that lists of mails show beside the subject. */
  readonly preheader?: string;
  /** HTML, and trusted as it is. */
  readonly body: string;
}

export function renderMailPage({ title, preheader, body }: MailPage): string {
  const beside = preheader === undefined ? "" : `<div style="${PREHEADER}">${escapeHtml(preheader)}</div>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="${BODY}">
${beside}<div style="${PAGE}">
${body}
</div>
</body>
</html>
`;
}

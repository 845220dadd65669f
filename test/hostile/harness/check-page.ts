/** Whether a page's HTML has nothing in it but what we have put there. */

const OURS = /<script src="\/assets\/[\w.-]+" defer=""><\/script>/g;
const ELEMENTS = /<(?:script|img|iframe|object|embed|base|link|svg onload)\b/i;

/** The same of a page of ours, whose links to elsewhere lead there apart from it. */
export function pageFaults(html: string): string[] {
  const links = html.match(/<a href="https?:\/\/(?!127\.0\.0\.1[:/])[^>]*>/g) ?? [];
  const loose = links.filter((link) => !link.includes('rel="noopener noreferrer nofollow"'));
  return [...htmlFaults(html), ...loose.map((link) => `there is ${link}`)];
}

export function htmlFaults(html: string): string[] {
  const rest = html.replaceAll(OURS, "");
  const element = ELEMENTS.exec(rest);
  const handler = /<[^>]*\son\w+=/i.exec(rest.replaceAll(/"[^"]*"/g, '""'));
  const link = /(?:href|src|action)="\s*(?:javascript|data|vbscript):/i.exec(
    rest.replaceAll(/href="data:image[^"]*"/g, ""),
  );
  const hidden = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u.exec(withoutInputs(rest));
  return [element, handler, link, hidden].flatMap((found) =>
    found === null ? [] : [`there is ${JSON.stringify(found[0])} in ${around(rest, found[0])}`],
  );
}

/** What a form sends back is as it was. */
function withoutInputs(html: string): string {
  return html
    .replaceAll(/ (?:name|value|pattern|href)="[^"]*"/g, "")
    .replaceAll(/<textarea.*?<\/textarea>/gs, "")
    .replaceAll(/\r\n/g, "\n");
}

function around(html: string, found: string): string {
  const at = html.indexOf(found);
  return JSON.stringify(html.slice(Math.max(0, at - 60), at + 80));
}

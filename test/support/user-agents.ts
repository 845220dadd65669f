/** Those who open links unasked: mail scanners, chat previews, crawlers, browsers. */

const KINDS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
  "BarracudaCentral Link Scanner",
  "Mozilla/5.0 (compatible; proofpoint-urldefense)",
  "Mimecast-URL-Protect",
  "facebookexternalhit/1.1",
  "Googlebot/2.1 (+http://www.google.com/bot.html)",
  "curl/8.9.1",
  "python-requests/2.32",
  "Go-http-client/2.0",
  "",
];

/** So many user agents, all different. */
export function userAgents(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? "";
    const edition = Math.floor(index / KINDS.length);
    return edition === 0 ? kind : `${kind} edition/${edition}`.trim();
  });
}

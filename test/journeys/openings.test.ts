/** What opens a link, as the trail has it: browsers that navigate are people, all others that look are not. */
import { beforeAll, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { look, type Looking } from "../support/look.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";
const HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const NAVIGATION = { accept: HTML, "user-agent": CHROME, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

const PEOPLE: readonly (readonly [name: string, looking: Looking])[] = [
  ["a browser that navigates", { headers: NAVIGATION }],
  [
    "a telephone of the brand Cubot",
    { headers: { ...NAVIGATION, "user-agent": CHROME.replace("Windows NT 10.0", "CUBOT NOTE 20") } },
  ],
];

const MACHINES: readonly (readonly [name: string, looking: Looking])[] = [
  ["a browser that only asks whether it is there", { method: "HEAD", headers: NAVIGATION }],
  ["a browser that fetches ahead", { headers: { ...NAVIGATION, "sec-purpose": "prefetch;prerender" } }],
  ["a browser that fetches ahead, the old way", { headers: { ...NAVIGATION, purpose: "prefetch" } }],
  ["a frame", { headers: { ...NAVIGATION, "sec-fetch-dest": "iframe" } }],
  ["a script of another page", { headers: { ...NAVIGATION, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" } }],
  [
    "Outlook, which has links opened before they are read",
    { headers: { accept: HTML, "user-agent": `${CHROME} Edg/147.0.0.0` } },
  ],
  [
    "a scanner with a browser of its own",
    { headers: { ...NAVIGATION, "user-agent": CHROME.replace("Chrome", "HeadlessChrome") } },
  ],
  ["Slack", { headers: { accept: "*/*", "user-agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" } }],
  ["Slack, pretending to navigate", { headers: { ...NAVIGATION, "user-agent": "Slackbot 1.0" } }],
  [
    "Teams",
    { headers: { accept: HTML, "user-agent": "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5" } },
  ],
  ["Proofpoint", { headers: { accept: "*/*", "user-agent": "Mozilla/5.0 (compatible; proofpoint-urldefense)" } }],
  ["WhatsApp", { headers: { accept: "*/*", "user-agent": "WhatsApp/2.23.20.0" } }],
  ["something without a name", { headers: { accept: HTML, "user-agent": "" } }],
];

const PROGRAMS: readonly (readonly [name: string, looking: Looking])[] = [
  ["a program that works with the link", { headers: { accept: "application/json", "user-agent": "curl/8.9.1" } }],
  ["a program that takes anything", { headers: { accept: "*/*", "user-agent": "python-requests/2.32" } }],
];

const ALL = [...PEOPLE, ...MACHINES, ...PROGRAMS];

/** By the name of the looker, whose personal link was opened. */
let recorded: ReadonlyMap<string, string>;

beforeAll(async () => {
  const { client } = shared();
  const key = uniqueKey("openings");
  const { approvalId } = await client.startAndSuspend("committee", { key, approvers: ALL.map(([name]) => name) });
  const before = await client.getApproval(approvalId);
  for (const [name, looking] of ALL) {
    const link = await client.mintLink(approvalId, name);
    for (const action of ["", "?action=approve"]) {
      expect(await look(link + action, looking), name).toBe(200);
    }
  }
  const lines = await eventually(
    async () =>
      (await client.audit({ approval: approvalId })).filter(({ type }) => /^link\.(opened|scanned)$/.test(type)),
    (found) => found.length >= PEOPLE.length + MACHINES.length,
    { what: "every opening is on record" },
  );
  expect(lines).toHaveLength(PEOPLE.length + MACHINES.length);
  recorded = new Map(lines.map(({ type, actor, detail }) => [String(detail["link"]), `${type} by ${actor}`]));
  expect(await client.getApproval(approvalId)).toEqual(before);
  expect((await client.send("/api/audit/verify")).body).toMatchObject({ valid: true });
  await decide(await client.mintLink(approvalId, ALL[0]?.[0]), { approved: false });
});

test.each(PEOPLE)("a person: %s", (name) => {
  expect(recorded.get(name)).toBe(`link.opened by person:${name}`);
});

test.each(MACHINES)("no person: %s", (name) => {
  expect(recorded.get(name)).toBe("link.scanned by system:scanner");
});

test.each(PROGRAMS)("not on record: %s", (name) => {
  expect(recorded.has(name)).toBe(false);
});

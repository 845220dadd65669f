/** A person who opens a link is on record as one, and once; a browser that says it has no window is not. */
import { expect, test } from "vitest";
import { useBrowser } from "../support/browser-story.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

test.each([
  ["with a window is a person", CHROME, "link.opened"],
  ["without one is a machine", undefined, "link.scanned"],
])("a real browser %s, however often it reloads", async (_what, userAgent, type) => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("opening") });
  const page = await newPage(userAgent === undefined ? {} : { userAgent });
  const links = [await client.mintLink(approvalId), await client.mintLink(approvalId)];
  for (const link of links) {
    await page.goto(link);
    await page.reload();
    await page.reload();
  }
  const found = await eventually(
    async () =>
      (await client.audit({ approval: approvalId })).filter((entry) => /^link\.(opened|scanned)$/.test(entry.type)),
    (lines) => lines.length >= links.length,
    { what: "both openings are on record" },
  );
  expect(found.map((entry) => entry.type)).toEqual([type, type]);
});

/** A link that many can read leads to a link of one's own, which goes to the approver's address and to nobody else. */
import { expect, test } from "vitest";
import { decide, send } from "../support/client.ts";
import { linksIn, withoutQuery } from "../support/links-in.ts";
import { eventuallyThere } from "../support/eventually.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";

function askForOwn(link: string, approver: string) {
  return send(`${link}/own-link`, { method: "POST", body: { approver }, headers: { accept: "application/json" } });
}

test("a channel's link has ana mailed a link of her own, which proves her", async () => {
  const { client, slackUrl } = office();
  const key = uniqueKey("channel");
  const { runId } = await client.startAndSuspend("proved-people", { key, approvers: [ANA, BO], slackUrl });
  const told = await eventuallyThere(async () => (await office().postedAbout(key))[0], {
    what: "Slack is told",
  });
  const shared = withoutQuery(linksIn(told.body)[0] ?? "");

  const seen = await send(shared, { headers: { accept: "application/json" } });
  expect(seen.body).toMatchObject({ metadata: { ownLinkFor: [ANA, BO] } });
  const sent = await askForOwn(shared, "ANA@example.com");
  expect([sent.status, sent.body]).toEqual([202, { sent: true }]);
  const own = await office().linkTo(ANA, key, 2);
  expect(sent.text).not.toContain(own);
  await decide(own, { approved: true });
  expect((await client.waitForEnd(runId)).output).toMatchObject({ approvals: [{ approver: ANA, verified: true }] });
});

test("nobody is sent two within a minute, however they are asked for", async () => {
  const { client, slackUrl } = office();
  const key = uniqueKey("often");
  const { approvalId } = await client.startAndSuspend("proved-people", {
    key,
    approvers: [ANA, BO],
    slackUrl,
  });
  const link = await client.mintLink(approvalId);
  const answers = await Promise.all(
    ["ana@example.com", "ANA@EXAMPLE.COM", " ana@example.com ", "Ana <ana@example.com>"].map((name) =>
      askForOwn(link, name),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 429, 429, 429]);
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(50);
  await client.moveTime(approvalId, "1m");
  expect((await askForOwn(link, ANA)).status).toBe(202);
  expect((await askForOwn(link, BO)).status).toBe(202);
});

test("strangers, those who have answered, and unknown links are sent nothing", async () => {
  const { client } = office();
  const key = uniqueKey("nothing");
  const { approvalId } = await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO], minApprovals: 2 });
  const link = await client.mintLink(approvalId);
  await decide(link, { approved: true, approver: ANA });
  expect((await askForOwn(link, "mallory@example.com")).status).toBe(403);
  expect((await askForOwn(link, ANA)).status).toBe(403);
  expect((await askForOwn(`${link.slice(0, -4)}beef`, BO)).status).toBe(404);
  await decide(link, { approved: false, approver: BO });
  expect((await askForOwn(link, BO)).status).toBe(410);
  expect(await office().mailsTo("mallory@example.com", key)).toEqual([]);
});

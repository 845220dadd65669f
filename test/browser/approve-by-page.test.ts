import { describe, expect, test } from "vitest";
import { answerButton, useBrowser, wordsOn } from "../support/browser-story.ts";
import { keepPicture } from "../support/browser.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

describe.each([
  ["a visitor", true],
  ["a visitor without script", false],
])("%s", (_who, script) => {
  const picture = script ? "" : "-no-script";

  test("opens the link, reads what is asked, approves, and sees what came of it, then and later", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("page");
    const { runId, approvalId } = await client.startAndSuspend("publish", { key, title: "The spring letter" });
    const link = await client.mintLink(approvalId);

    const page = await newPage({ script });
    await page.goto(link);
    const asked = await wordsOn(page);
    for (const part of ["Publish “The spring letter”?", "The spring letter", "publish", "ci", runId])
      expect(asked).toContain(part);
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
    await keepPicture(page, `open${picture}`);

    await page.getByLabel("Your name", { exact: false }).first().fill("ana@example.com");
    await page.getByLabel("Comment", { exact: false }).first().fill("Lovely & <b>short</b>");
    await answerButton(page, "Approve").click();
    await page.getByText("approval is recorded", { exact: false }).first().waitFor();
    await keepPicture(page, `approved${picture}`);

    const run = await client.waitForEnd(runId);
    expect(run.status).toBe("completed");
    expect(await counting.count(`/publish/${key}`)).toBe(1);
    expect((await client.getApproval(approvalId)).approvals).toMatchObject([
      { approver: "ana@example.com", approved: true, feedback: "Lovely & <b>short</b>" },
    ]);

    const later = await newPage({ script });
    await later.goto(link);
    const told = await wordsOn(later);
    expect(told).toMatch(/approved/i);
    expect(told).toContain("ana@example.com");
    expect(await answerButton(later, "Approve").count()).toBe(0);
    expect(await answerButton(later, "Reject").count()).toBe(0);
    await keepPicture(later, `approved-later${picture}`);
  });

  test("rejects with a reason", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("page-no");
    const { runId, approvalId } = await client.startAndSuspend("unguarded", { key });
    const page = await newPage({ script });
    await page.goto(await client.mintLink(approvalId));

    await page.getByLabel("Reason", { exact: false }).first().fill("Too early");
    await answerButton(page, "Reject").click();
    await page.getByText("rejection is recorded", { exact: false }).first().waitFor();
    await keepPicture(page, `rejected${picture}`);

    expect(await client.waitForEnd(runId)).toMatchObject({ status: "rejected", output: { reason: "Too early" } });
    expect(await counting.count(`/ship/${key}`)).toBe(0);
  });

  test("who reloads the answer's page, or goes back and clicks again, decides nothing twice", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("reload");
    const { runId, approvalId } = await client.startAndSuspend("publish", { key });
    const page = await newPage({ script });
    await page.goto(await client.mintLink(approvalId));
    await answerButton(page, "Approve").click();
    await page.getByText("approval is recorded", { exact: false }).first().waitFor();

    await page.reload();
    expect(await wordsOn(page)).toMatch(/approved/i);
    await client.waitForEnd(runId);
    expect((await client.getApproval(approvalId)).approvals).toHaveLength(1);
    expect(await counting.count(`/publish/${key}`)).toBe(1);
  });

  test("a link that preselects an answer decides nothing by itself", async () => {
    const { client } = shared();
    const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("preselect") });
    const link = await client.mintLink(approvalId);
    for (const action of ["approve", "reject"]) {
      const page = await newPage({ script });
      await page.clock.install();
      await page.goto(`${link}?action=${action}`);
      await page.clock.runFor("01:00:00");
      expect(await answerButton(page, "Approve").count()).toBe(1);
      await keepPicture(page, `preselected-${action}${picture}`);
    }
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  });
});

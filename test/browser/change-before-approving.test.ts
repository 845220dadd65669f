/** A person changes what they were asked to approve, sees the difference, and confirms it. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { answerButton, useBrowser, wordsOn } from "../support/browser-story.ts";
import { keepPicture, type PageOptions } from "../support/browser.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const newPage = useBrowser();

const DRAFT = [
  "The tide comes twice a day",
  "",
  "The moon pulls at the sea. On the side of the earth that faces it, the water rises.",
  "On the far side it rises too, because there the earth itself is pulled away from the water.",
  "",
  "In between, twice a day, the water is low.",
  "",
  "Amazing!!!",
].join("\n");

const BETTER = DRAFT.replace("On the far side", "On the other side").replace("\n\nAmazing!!!", "") + "\n\nThat is all.";

const POST = {
  title: "Why the tide comes twice a day",
  text: DRAFT,
  price: 120,
  members: false,
  tags: ["sea", "moon"],
  author: { name: "Mara", desk: "science" },
};

async function ask(data: unknown, options: PageOptions = {}, form?: object) {
  const { client } = shared();
  const key = uniqueKey("edited");
  const { runId, approvalId } = await client.startAndSuspend("edited", {
    key,
    data,
    ...(form === undefined ? {} : { form }),
  });
  const page = await newPage(options);
  await page.goto(await client.mintLink(approvalId));
  return { page, key, runId, approvalId, client };
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
}

describe.each<[string, string, PageOptions]>([
  ["a visitor", "", {}],
  ["a visitor without script", "-no-script", { script: false }],
  ["on a phone in the dark", "-phone-dark", { width: 360, dark: true }],
])("%s", (_who, picture, options) => {
  test("is shown what they changed, goes on editing, and approves it changed", async () => {
    const { page, key, runId, approvalId, client } = await ask(POST, options);
    await keepPicture(page, `edit-form${picture}`);
    await page.locator('[name="values.text"]').fill(BETTER);
    await page.locator('[name="values.price"]').fill("90");
    await page.locator('[name="values.members"][type="checkbox"]').check();
    await page.locator('[name="values.tags"]').fill("sea\nmoon\ntides");
    await page.getByLabel("Comment", { exact: false }).first().fill("A little calmer");
    await answerButton(page, "Approve").click();

    await page.getByRole("button", { name: "Approve with these changes" }).waitFor();
    const shown = await wordsOn(page);
    for (const part of ["On the far side", "On the other side", "Amazing!!!", "That is all.", "120", "90", "tides"])
      expect(shown).toContain(part);
    expect(shown).toContain("4 changes");
    expect(shown).toContain("A little calmer");
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending" });
    await keepPicture(page, `edit-confirm${picture}`);

    await page.getByRole("button", { name: "Go on editing" }).click();
    expect(await page.locator('[name="values.text"]').inputValue()).toBe(BETTER);
    expect(await page.locator('[name="values.members"][type="checkbox"]').isChecked()).toBe(true);
    expect(await page.getByLabel("Comment", { exact: false }).first().inputValue()).toBe("A little calmer");
    await page.locator('[name="values.price"]').fill("95");
    await answerButton(page, "Approve").click();
    await page.getByRole("button", { name: "Approve with these changes" }).click();

    await page.getByText("approval is recorded", { exact: false }).first().waitFor();
    expect(await wordsOn(page)).toMatch(/Changed before approving:.*text.*price.*members.*tags/s);
    await keepPicture(page, `edit-approved${picture}`);
    const values = { ...POST, text: BETTER, price: 95, members: true, tags: ["sea", "moon", "tides"] };
    expect(await client.waitForEnd(runId)).toMatchObject({ output: { values } });
    const sent = await shared().counting.requests(`/sent/${key}`);
    expect(sent.map((request) => JSON.parse(request.body))).toEqual([values]);
  });

  test("who changes nothing approves at once, and the data goes on as it is", async () => {
    const odd = { ...POST, text: `\n  ${DRAFT}\r\nwith \u202Ea trap\t\n\n`, price: 1e21, tags: ["b", "a"], none: null };
    const { page, runId, client } = await ask(odd, options);
    await answerButton(page, "Approve").click();
    await page.getByText("approval is recorded", { exact: false }).first().waitFor();
    const run = await client.waitForEnd(runId);
    expect(run.output).toMatchObject({ values: odd });
    expect(JSON.stringify(run.output)).not.toContain("edited");
  });
});

test("a form with lists: boxes and lines, mistakes at their fields, what was typed stays", async () => {
  const form = {
    properties: {
      channels: {
        type: "array",
        items: { enum: ["Newsletter", "Website", "Posters"] },
        minItems: 1,
        title: "Where to publish",
      },
      readers: { type: "array", items: { type: "integer", minimum: 1 }, maxItems: 3, description: "Expected readers." },
      day: { type: "string", format: "date" },
    },
    required: ["channels", "day"],
  };
  const { page, runId, client } = await ask(
    { channels: ["Website"], readers: [5], day: "2026-12-01" },
    { width: 360 },
    form,
  );
  await page
    .locator("form")
    .first()
    .evaluate((one) => one.setAttribute("novalidate", ""));
  await page.getByLabel("Website").uncheck();
  await page.locator('[name="values.readers"]').fill("10\n0\nmany");
  await answerButton(page, "Approve").click();
  await page
    .getByText(/not counted/i)
    .first()
    .waitFor();
  const told = await wordsOn(page);
  expect(told).toContain("Must have at least 1 entry.");
  expect(told).toContain("Entry 2: Must be at least 1.");
  expect(await page.locator('[name="values.readers"]').inputValue()).toBe("10\n0\nmany");
  await keepPicture(page, "edit-lists");

  await page.getByLabel("Posters").check();
  await page.locator('[name="values.readers"]').fill("10\n\n20 ");
  await answerButton(page, "Approve").click();
  await page.getByRole("button", { name: "Approve with these changes" }).click();
  await page.getByText("approval is recorded", { exact: false }).first().waitFor();
  expect(await client.waitForEnd(runId)).toMatchObject({
    output: { values: { channels: ["Posters"], readers: [10, 20], day: "2026-12-01" } },
  });
});

test("a draft of plain text is one field; what is hostile in it stays text", async () => {
  const draft = `Dear <b>all</b>\n<script>document.title="owned"</script>\nBye`;
  const { page, runId, client } = await ask(draft);
  expect(await page.locator('[name="values.data"]').inputValue()).toBe(draft);
  const changed = `${draft}\n</textarea><script>document.title="owned"</script>\u202Egnp.exe`;
  await page.locator('[name="values.data"]').fill(changed);
  await answerButton(page, "Approve").click();
  await page.getByRole("button", { name: "Approve with these changes" }).waitFor();
  expect(await page.title()).not.toBe("owned");
  expect(await wordsOn(page)).toContain("U+202E");
  await keepPicture(page, "edit-hostile");
  await page.getByRole("button", { name: "Approve with these changes" }).click();
  await page.getByText("approval is recorded", { exact: false }).first().waitFor();
  expect(await client.waitForEnd(runId)).toMatchObject({ output: { values: { data: changed } } });
});

test("without script, a form shows the defaults of data and schema, and sends them back as they are", async () => {
  const { client } = shared();
  const form = {
    properties: {
      name: { type: "string", default: "Nobody" },
      note: { type: "string", format: "multi-line" },
      amount: { type: "number", minimum: 1, maximum: 500 },
      account: { enum: ["marketing", "research"], default: "research" },
      ways: { type: "array", items: { enum: ["post", "van"] }, default: ["van"] },
      tags: { type: "array", items: { type: "string" } },
      day: { type: "string", format: "date", default: "2026-12-24" },
      rush: { type: "boolean", default: true },
    },
    required: ["amount", "name"],
  };
  const data = { name: "Ada", note: "one\n\ntwo", amount: 12.5, tags: ["a b", "c"], rush: "not a boolean" };
  const { runId, approvalId } = await client.startAndSuspend("form-filled", { form, data });
  const page = await newPage({ script: false });
  await page.goto(await client.mintLink(approvalId));
  await page.locator('[name="values.amount"]').fill("501");
  await answerButton(page, "Approve").click();
  expect(await page.locator('[name="values.amount"]:invalid').count()).toBe(1);
  expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending" });

  await page.locator('[name="values.amount"]').fill("12.5");
  await answerButton(page, "Approve").click();
  await page.getByText("approval is recorded", { exact: false }).first().waitFor();
  expect((await client.waitForEnd(runId)).output).toEqual({
    values: {
      name: "Ada",
      note: "one\n\ntwo",
      amount: 12.5,
      account: "research",
      ways: ["van"],
      tags: ["a b", "c"],
      day: "2026-12-24",
      rush: true,
    },
  });
});

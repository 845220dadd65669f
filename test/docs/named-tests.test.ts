/** What the pages name as shown is shown by files that are there; every promise names some; every break is told of. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BREAKS } from "../broken/breaks.ts";
import { codesIn, PAGES, pageText, ROOT, tableOf } from "./pages.ts";

test.each(PAGES)("every test that %s names exists", (page) => {
  const named = pageText(page).match(/(?<=`)test\/[a-z0-9/.-]+\.tsx?(?=`)/g) ?? [];
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe("docs/reliability.md", () => {
  const rows = pageText("docs/reliability.md")
    .split(/\n{2,}/)
    .filter((block) => /^\|.*\| shown by \|/.test(block))
    .flatMap((block) => block.trim().split("\n").slice(2));

  test("promises things", () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  test.each(rows)("%s is shown by tests", (row) => {
    const shownBy = codesIn(row.split("|").at(-2));
    expect(shownBy).not.toEqual([]);
    for (const path of shownBy) expect(path).toMatch(/^test\/.+\.test\.ts$/);
  });
});

test("docs/evidence.md tells what was broken on purpose, and with what", () => {
  const told = tableOf("docs/evidence.md", "table: breaks").map(([name, what]) => [codesIn(name)[0], what]);
  expect(told).toEqual(BREAKS.map(({ name, what }) => [name, what]));
});

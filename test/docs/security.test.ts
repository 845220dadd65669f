/** The measures of docs/security.md are each shown by tests that are there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codesIn, ROOT, tableOf } from "./pages.ts";

const MEASURES = tableOf("docs/security.md", "table: measures");

test("docs/security.md has measures", () => {
  expect(MEASURES.length).toBeGreaterThan(30);
});

test.each(MEASURES.map(([measure = "", shownBy]) => [measure.slice(0, 60), codesIn(shownBy)] as const))(
  "%s … is shown by tests that exist",
  (_measure, paths) => {
    expect(paths).not.toEqual([]);
    for (const path of paths) {
      expect(path).toMatch(/^test\/.+\.test\.tsx?$/);
      expect(existsSync(join(ROOT, path)), path).toBe(true);
    }
  },
);

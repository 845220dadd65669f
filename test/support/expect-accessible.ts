/** What every page must stand: axe-core finds nothing serious, and a narrow screen need not scroll sideways. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Looks at the page as it is: its theme and width are the visitor's. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<readonly Violation[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(shown), page.url()).toEqual([]);
  const width = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(width, `${page.url()} scrolls sideways`).toBe(0);
}

function shown({ id, nodes }: Violation): string {
  return `${id}: ${nodes.map(({ html, failureSummary = "" }) => `${html}\n${failureSummary}`).join("\n")}`;
}

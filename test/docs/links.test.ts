/** Whatever a page points to is there: pages, their headings, and files of the project. */
import { existsSync, globSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { PAGES, pageText, ROOT } from "./pages.ts";

test.each(PAGES)("links in %s lead somewhere", (page) => {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const inside = links.filter((link) => !/^https?:/.test(link));
  expect(inside.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

test.each(PAGES)("files and folders named in %s are there", (page) => {
  const paths = [
    ...prose(page).matchAll(/`((?:src|test|scripts|examples|ensembles|docs|bench|schema|bin)\/[^`\s]*)`/g),
  ].map((match) => match[1] ?? "");
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return false;
  return heading === undefined || (PAGES.includes(target) && headings(target).includes(heading));
}

/** As GitHub makes anchors. */
function headings(page: string): string[] {
  return [...prose(page).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );
}

/** `NAME` stands for any name. */
function isThere(path: string): boolean {
  return globSync(path.replaceAll("NAME", "*"), { cwd: ROOT }).length > 0;
}

function prose(page: string): string {
  return pageText(page).replaceAll(/^\s*```[\s\S]*?^\s*```$/gm, "");
}

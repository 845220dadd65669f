/** What pages say is in one place: src/html/words/. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

const FILES = ["html", "request-page", "pages"].flatMap((folder) =>
  readdirSync(join(SRC, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("html/words/")),
);

/** Outside comments: a sentence in quotes, text between tags, and what is read aloud or shown on pointing. */
const SAID = [
  /["'`][A-Z][a-z]+ [a-z][^"'`\n]*["'`]/g,
  />[ \t]*[A-Za-z][a-z]+(?: [a-z]+)*[.:!?]?[ \t]*<\//g,
  /\b(?:aria-label|title|placeholder|alt)="[^"]*[A-Za-z][^"]*"/g,
] as const;

function saidIn(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  return SAID.flatMap((pattern) => code.match(pattern) ?? []);
}

test.each(FILES)("%s says nothing by itself", (file) => {
  expect(saidIn(readFileSync(join(SRC, file), "utf8"))).toEqual([]);
});

describe("what would be found", () => {
  test.each([
    ["a sentence", 'throw new Error("Nothing was done.")'],
    ["text of an element", "<p>Approve</p>"],
    ["a label", '<nav aria-label="Pages">'],
  ])("%s", (_what, source) => expect(saidIn(source)).toHaveLength(1));
});

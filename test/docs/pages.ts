/** The documentation as the tests read it: pages, their fenced snippets, and their marked tables. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

export interface Snippet {
  /** The page's path from the root, such as `docs/http.md`. */
  readonly page: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The comment right above the fence, without its brackets; empty where there is none. */
  readonly mark: string;
}

export const PAGES: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** All snippets of all pages, in one of the languages where one is named. */
export function snippets(language?: string): Snippet[] {
  return PAGES.flatMap(snippetsOf).filter((snippet) => language === undefined || snippet.language === language);
}

export function snippetsOf(page: string): Snippet[] {
  const found: Snippet[] = [];
  const lines = pageText(page).split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const open = /^(\s*)```(\w*)$/.exec(lines[at] ?? "");
    if (open === null) continue;
    const [, indent = "", language = ""] = open;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    if (end === -1) throw new Error(`${page}:${at + 1}: a fence is not closed`);
    const text = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    found.push({ page, line: at + 1, language, text: `${text.join("\n")}\n`, mark: markAbove(lines, at) });
    at = end;
  }
  return found;
}

/** Where a snippet stands, for the names of tests. */
export function placeOf({ page, line }: Snippet): string {
  return `${page}:${line}`;
}

/** The rows of the table under `<!-- NAME -->`, without its head; cells without backticks stay as they are. */
export function tableOf(page: string, name: string): string[][] {
  const lines = pageText(page).split("\n");
  const start = lines.indexOf(`<!-- ${name} -->`);
  if (start === -1) throw new Error(`${page} has no table marked "${name}"`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(2, end === -1 ? undefined : end).map(cellsOf);
}

/** What stands in backticks in a cell. */
export function codesIn(cell: string | undefined): string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("\\|", "|").trim());
}

function markAbove(lines: readonly string[], at: number): string {
  return /^\s*<!-- (.*) -->$/.exec(lines[at - 1] ?? "")?.[1] ?? "";
}

/** Runs a TypeScript snippet of the documentation: gives what it exports. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { ROOT, snippetsOf, type Snippet } from "./pages.ts";

/** Inside node_modules, so that the snippet finds the packages it imports and the checkout stays clean. */
const FOLDER = join(ROOT, "node_modules/.cache/countersign-docs");

/** The snippet of the page that has this mark. */
export async function importSnippet<T>(page: string, mark: string): Promise<T> {
  const snippet = snippetsOf(page).find((candidate) => candidate.language === "ts" && candidate.mark === mark);
  if (snippet === undefined) throw new Error(`${page} has no TypeScript marked "${mark}"`);
  const { outputText } = ts.transpileModule(withPlainPaths(snippet), {
    compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
  });
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${page}-${mark}`.replaceAll(/[^\w.-]/g, "-") + ".mjs");
  writeFileSync(path, outputText);
  return (await import(pathToFileURL(path).href)) as T;
}

/** Imports of a snippet that says where it belongs, as seen from anywhere. */
function withPlainPaths({ mark, text }: Snippet): string {
  if (!mark.startsWith("in: ")) return text;
  const folder = join(ROOT, dirname(mark.slice("in: ".length)));
  return text.replaceAll(/(?<= from ")\.[^"]*(?=";)/g, (path) => pathToFileURL(join(folder, path)).href);
}

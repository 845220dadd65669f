/** What the code itself says, read from its text, for the tables of the documentation to be compared with. */
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "./pages.ts";

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** A file's text without its comments. */
export function source(path: string): string {
  return readText(path).replaceAll(/^\s*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
}

export function membersOfUnion(path: string, name: string): string[] {
  const union = new RegExp(`export type ${name} =([^;]*);`).exec(source(path))?.[1] ?? "";
  return union.match(/(?<=")[a-z-]+(?=")/g) ?? [];
}

/** By the places where failures are made: their first text is the code. */
export function stepErrorCodes(): string[] {
  const made =
    /(?:new StepFailure\(|refused\(|asStepFailure\(\w+,|requireDelivered\([^"]*,|\bcode: |ENGINE_FAILED = )\s*"([a-z]+(?:-[a-z-]+)?)"/g;
  const files = globSync("src/{operations,runs,ledger}/**/*.ts", { cwd: ROOT }).map((path) => source(path));
  const codes = files.flatMap((text) => [...text.matchAll(made)].map((match) => match[1] ?? ""));
  // Known to the walk alone: a run that was cancelled fails in no step.
  return [...new Set(codes)].filter((code) => code !== "run-stopped").toSorted();
}

interface DependencyRule {
  readonly name: string;
  readonly to: { readonly pathNot?: string | readonly string[] };
}

export function dependencyRules() {
  const { forbidden } = createRequire(import.meta.url)(join(ROOT, ".dependency-cruiser.cjs")) as {
    forbidden: readonly DependencyRule[];
  };
  return forbidden.flatMap(({ name, to: { pathNot } }) => {
    const folder = /^([\w-]+)-imports$/.exec(name)?.[1];
    if (folder === undefined || !Array.isArray(pathNot)) return [];
    const [own, ...more] = pathNot as string[];
    const allowed = /\(([^)]*)\)/.exec(own ?? "")?.[1]?.split("|") ?? [];
    return [[folder, allowed.filter((other) => other !== folder), more.some((path) => path.includes("config"))]];
  });
}

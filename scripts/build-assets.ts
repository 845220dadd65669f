/** Bundles each script of `src/html/assets/` for browsers, into the module that the Worker imports. */
import { globSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { sha256Hex } from "../src/kernel/hash.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const root = resolve(import.meta.dirname, "..");
const sources = globSync("src/html/assets/*.ts", { cwd: root }).toSorted();

writeIfChanged(
  join(root, "src/generated/assets.ts"),
  [
    "// Written by scripts/build-assets.ts from src/html/assets/; changes here are lost.",
    "",
    "/** By name. The path has a hash of the text, so that it may be kept for good. */",
    "export const assets = {",
    ...sources.map((source) => `  ${JSON.stringify(basename(source, ".ts"))}: ${JSON.stringify(assetOf(source))},`),
    "} as const;",
    "",
  ].join("\n"),
);

function assetOf(source: string): { path: string; text: string } {
  const text = bundle(source);
  return { path: `/assets/${basename(source, ".ts")}-${sha256Hex(text).slice(0, 16)}.js`, text };
}

/** One file that needs no other, and leaves nothing behind in the page's global scope. */
function bundle(source: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, source)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
  });
  return outputFiles.map(({ text }) => text).join("");
}

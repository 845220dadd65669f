/**
 * Compiles `ensembles/` into the module that the Worker imports; any mistake stops the build.
 *
 * `node scripts/build-ensembles.ts [--dir DIRECTORY] [--out FILE]`
 */
import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatDiagnostics } from "../src/ensembles/format-diagnostics.ts";
import type { Plan } from "../src/ensembles/plan.ts";
import { sha256Hex } from "../src/kernel/hash.ts";
import { checkProject } from "../src/project/check-project.ts";
import { type DocumentFile, isDefinitionFile, type ScriptFile, shownPath } from "../src/project/project-files.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const root = resolve(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    dir: { type: "string", default: join(root, "ensembles") },
    out: { type: "string", default: join(root, "src/generated/ensembles.ts") },
  },
});

process.exitCode = await build(resolve(options.dir), resolve(options.out));

async function build(dir: string, out: string): Promise<number> {
  const { plans, documents, scripts, diagnostics } = await checkProject(dir);
  const texts = new Map(documents.map(({ file, text }) => [file, text]));
  if (diagnostics.length > 0) console.error(formatDiagnostics(diagnostics, texts));
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    console.error(`${errors} ${errors === 1 ? "error" : "errors"} in ${shownPath(dir)}`);
    return 1;
  }
  const definitions = documents.filter(({ file }) => isDefinitionFile(file));
  writeIfChanged(out, moduleText(plans, { scripts, definitions }, out));
  return 0;
}

interface Code {
  readonly scripts: readonly ScriptFile[];
  readonly definitions: readonly DocumentFile[];
}

function moduleText(plans: ReadonlyMap<string, Plan>, { scripts, definitions }: Code, out: string): string {
  const importOf = (path: string): string => JSON.stringify(importPath(dirname(out), path));
  const sources = [
    ...scripts.map(({ name, path }) => `${name}\n${readFileSync(path, "utf8")}`),
    ...definitions.map(({ path, text }) => `${basename(path)}\n${text}`),
  ].join("\n");
  const nameOf = ({ file }: DocumentFile) => plans.values().find(({ code }) => code === file)?.ensemble ?? "";
  return [
    "// Written by scripts/build-ensembles.ts from ensembles/; changes here are lost.",
    `import type { Plan } from ${importOf(join(root, "src/ensembles/plan.ts"))};`,
    `import type { Script } from ${importOf(join(root, "src/contract/script.ts"))};`,
    `import type { CodeEnsemble } from ${importOf(join(root, "src/authoring/define-ensemble.ts"))};`,
    ...scripts.map(({ path }, index) => `import script${index} from ${importOf(path)};`),
    ...definitions.map(({ path }, index) => `import ensemble${index} from ${importOf(path)};`),
    "",
    "/** By ensemble name. */",
    `export const plans = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(plans)))}) as Readonly<Record<string, Plan>>;`,
    "",
    "/** By the name that documents use. */",
    "export const scripts: Readonly<Record<string, Script>> = {",
    ...scripts.map(({ name }, index) => `  ${JSON.stringify(name)}: script${index},`),
    "};",
    "",
    "/** The ensembles in TypeScript, by name. */",
    "export const codeEnsembles: Readonly<Record<string, CodeEnsemble>> = {",
    ...definitions.map((definition, index) => `  ${JSON.stringify(nameOf(definition))}: ensemble${index},`),
    "};",
    "",
    "/** Changes whenever a script or an ensemble in TypeScript does. */",
    `export const codeVersion = ${JSON.stringify(sha256Hex(sources).slice(0, 12))};`,
    "",
  ].join("\n");
}

function importPath(from: string, to: string): string {
  const path = relative(from, to).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}

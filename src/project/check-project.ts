/** Checks all that an author wrote into one folder: its ensembles, and the scripts they may name. */
import { readFileSync } from "node:fs";
import { type AnySource, compileEnsembles, type CompiledEnsembles } from "../ensembles/compile-ensembles.ts";
import type { Diagnostic } from "../ensembles/diagnostics.ts";
import { loadDefinition } from "./load-definition.ts";
import {
  definitionFiles,
  documentFiles,
  type DocumentFile,
  isDefinitionFile,
  type ScriptFile,
  scriptFiles,
  shownPath,
} from "./project-files.ts";

export interface CheckedProject extends CompiledEnsembles {
  /** Documents, and ensembles in TypeScript. */
  readonly documents: readonly DocumentFile[];
  readonly scripts: readonly ScriptFile[];
}

export async function checkProject(dir: string): Promise<CheckedProject> {
  const documents = [...documentFiles(dir), ...definitionFiles(dir)];
  const scripts = scriptFiles(dir);
  const { plans, diagnostics } = await compileDocuments(documents, scripts);
  return { plans, documents, scripts, diagnostics: [...diagnostics, ...scripts.flatMap(checkScript)] };
}

/** Ensembles of one folder. */
export async function compileDocuments(
  documents: readonly DocumentFile[],
  scripts: readonly ScriptFile[],
): Promise<CompiledEnsembles> {
  const names = scripts.map(({ name }) => name);
  const sources: AnySource[] = [];
  const unloaded: Diagnostic[] = [];
  for (const document of documents) {
    const { file, text } = document;
    if (!isDefinitionFile(file)) {
      sources.push({ file, text, scripts: names });
      continue;
    }
    const loaded = await loadDefinition(document);
    if (loaded.ok) sources.push({ file, text, definition: loaded.definition });
    else unloaded.push(loaded.diagnostic);
  }
  const { plans, diagnostics } = compileEnsembles(sources);
  return { plans, diagnostics: [...diagnostics, ...unloaded] };
}

function checkScript({ path }: ScriptFile): readonly Diagnostic[] {
  if (/\bexport\s+default\b|\bas\s+default\b/.test(readFileSync(path, "utf8"))) return [];
  return [
    {
      code: "script-without-default",
      file: shownPath(path),
      line: 1,
      column: 1,
      message: "A script exports its function as default; this one has no `export default`.",
      severity: "error",
    },
  ];
}

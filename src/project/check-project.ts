/** Checks all that an author wrote into one folder: its documents, and the scripts they may name. */
import { readFileSync } from "node:fs";
import { compileEnsembles, type CompiledEnsembles } from "../ensembles/compile-ensembles.ts";
import type { Diagnostic } from "../ensembles/diagnostics.ts";
import { documentFiles, type DocumentFile, type ScriptFile, scriptFiles, shownPath } from "./project-files.ts";

export interface CheckedProject extends CompiledEnsembles {
  readonly documents: readonly DocumentFile[];
  readonly scripts: readonly ScriptFile[];
}

export function checkProject(dir: string): CheckedProject {
  const documents = documentFiles(dir);
  const scripts = scriptFiles(dir);
  const { plans, diagnostics } = compileDocuments(documents, scripts);
  return { plans, documents, scripts, diagnostics: [...diagnostics, ...scripts.flatMap(checkScript)] };
}

/** Documents of one folder. */
export function compileDocuments(
  documents: readonly DocumentFile[],
  scripts: readonly ScriptFile[],
): CompiledEnsembles {
  const names = scripts.map(({ name }) => name);
  return compileEnsembles(documents.map(({ file, text }) => ({ file, text, scripts: names })));
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

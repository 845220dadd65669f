/** Checks the documents that the command line names, or all of a folder. */
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../ensembles/diagnostics.ts";
import { checkProject, compileDocuments } from "../project/check-project.ts";
import { isMissing, readDocumentFile, scriptFiles, shownPath } from "../project/project-files.ts";
import { UsageError } from "./usage-error.ts";

export interface CheckedFiles {
  readonly diagnostics: readonly Diagnostic[];
  /** By file, as diagnostics name it. */
  readonly texts: ReadonlyMap<string, string>;
}

/** @throws UsageError where there is no such file, or no document in a folder */
export async function checkFiles(paths: readonly string[]): Promise<CheckedFiles> {
  const kinds = Map.groupBy(
    paths.map((path) => resolve(path)),
    (path) => (isFolder(path) ? "folders" : "files"),
  );
  const parts = await Promise.all([
    ...(kinds.get("folders") ?? []).map(checkFolder),
    ...checkDocuments(kinds.get("files") ?? []),
  ]);
  return {
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
    texts: new Map(parts.flatMap(({ texts }) => [...texts])),
  };
}

async function checkFolder(dir: string): Promise<CheckedFiles> {
  const { documents, diagnostics } = await checkProject(dir);
  if (documents.length === 0) {
    throw new UsageError(`there is no ensemble in ${shownPath(dir)}: no file that ends in .yaml, .yml or .ts`);
  }
  return { diagnostics, texts: new Map(documents.map(({ file, text }) => [file, text])) };
}

/** Those of one folder are compiled together: they share its scripts and must not share a name. */
function checkDocuments(paths: readonly string[]): Promise<CheckedFiles>[] {
  return [...Map.groupBy(paths, dirname)].map(async ([dir, files]) => {
    const documents = [...new Set(files)].map(readDocumentFile);
    const { diagnostics } = await compileDocuments(documents, scriptFiles(dir));
    return { diagnostics, texts: new Map(documents.map(({ file, text }) => [file, text])) };
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (isMissing(error)) throw new UsageError(`there is no file ${shownPath(path)}`);
    throw error;
  }
}

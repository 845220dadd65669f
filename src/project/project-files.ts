/** The files of an author's project: documents in a folder, scripts in its folder `scripts`. */
import { readFileSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";

const TYPESCRIPT = /(?<!\.d|\.test)\.ts$/;

/** A document, or an ensemble in TypeScript. */
export interface DocumentFile {
  readonly path: string;
  /** The path as people shall see it. */
  readonly file: string;
  readonly text: string;
}

export interface ScriptFile {
  /** As documents call it: `scripts/auto-approve`. */
  readonly name: string;
  readonly path: string;
}

/** The documents of a folder, in the order of their names; none where there is no such folder. */
export function documentFiles(dir: string): DocumentFile[] {
  return filesIn(dir, /\.ya?ml$/).map(readDocumentFile);
}

export function readDocumentFile(path: string): DocumentFile {
  return { path, file: shownPath(path), text: readFileSync(path, "utf8") };
}

/** The ensembles in TypeScript of a folder, in the order of their names. */
export function definitionFiles(dir: string): DocumentFile[] {
  return filesIn(dir, TYPESCRIPT).map(readDocumentFile);
}

export function isDefinitionFile(path: string): boolean {
  return TYPESCRIPT.test(path);
}

/** The scripts that documents of this folder may name. */
export function scriptFiles(dir: string): ScriptFile[] {
  return filesIn(join(dir, "scripts"), TYPESCRIPT).map((path) => ({
    name: `scripts/${basename(path, ".ts")}`,
    path,
  }));
}

/** A path from where the reader stands. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path).replaceAll("\\", "/") || ".";
}

/** True where the failure says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function filesIn(dir: string, pattern: RegExp): string[] {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && pattern.test(entry.name))
      .map((entry) => join(dir, entry.name))
      .toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

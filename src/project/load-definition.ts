/** Loads the TypeScript file of an ensemble, for what it says of itself and for its code. */
import { pathToFileURL } from "node:url";
import type { CodeEnsemble } from "../authoring/define-ensemble.ts";
import type { Diagnostic } from "../ensembles/diagnostics.ts";
import type { DocumentFile } from "./project-files.ts";

export type Loaded =
  | { readonly ok: true; readonly definition: unknown }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

export async function loadDefinition({ path, file }: DocumentFile): Promise<Loaded> {
  try {
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
    const hasDefault = typeof module === "object" && module !== null && "default" in module;
    return { ok: true, definition: hasDefault ? module.default : null };
  } catch (error) {
    return { ok: false, diagnostic: notLoaded(file, error) };
  }
}

/** What has been compiled without a mistake is an ensemble. */
export function asCodeEnsemble(definition: unknown): CodeEnsemble {
  return definition as CodeEnsemble;
}

function notLoaded(file: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: "ensemble-not-loaded",
    file,
    ...placeIn(file, error),
    message: `This file could not be loaded. ${reason}`,
    severity: "error",
  };
}

/** The first place in the file itself that the failure names. */
function placeIn(file: string, error: unknown): { readonly line: number; readonly column: number } {
  const name = file.split("/").at(-1) ?? file;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const place = new RegExp(`${RegExp.escape(name)}:(\\d+)(?::(\\d+))?`).exec(stack);
  return { line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) };
}

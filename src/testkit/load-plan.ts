/** From a document to what a test runs: its plan, and the scripts its agents name. */
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CodeEnsemble } from "../authoring/define-ensemble.ts";
import type { Script } from "../contract/script.ts";
import { compileDefinition } from "../ensembles/compile-definition.ts";
import { compileEnsemble } from "../ensembles/compile-ensemble.ts";
import { formatDiagnostics } from "../ensembles/format-diagnostics.ts";
import type { Plan, PlanAgent } from "../ensembles/plan.ts";
import { isJsonObject } from "../kernel/json.ts";
import { asCodeEnsemble, loadDefinition } from "../project/load-definition.ts";
import { type DocumentFile, isDefinitionFile, readDocumentFile, scriptFiles } from "../project/project-files.ts";
import { TestFault } from "./test-fault.ts";

/** A file's path, or a text that stands for one: `dir` is then where its `scripts/` would be. */
export type EnsembleSource =
  | string
  | CodeEnsemble
  | { readonly text: string; readonly file?: string; readonly dir?: string };

export type Scripts = Readonly<Record<string, Script>>;

export interface LoadedPlan {
  readonly plan: Plan;
  readonly scripts: Scripts;
  /** Of an ensemble in TypeScript. */
  readonly ensemble: CodeEnsemble | null;
}

/** @throws TestFault `ensemble-invalid` */
export async function loadPlan(source: EnsembleSource, replaced: Scripts): Promise<LoadedPlan> {
  if (typeof source === "object" && "run" in source)
    return compiledDefinition({ file: source.name, text: "", path: "" }, source);
  if (typeof source === "string" && isDefinitionFile(source)) return loadedDefinition(source);
  const { file, text, dir } = readSource(source);
  const files = dir === null ? [] : scriptFiles(dir);
  const names = [...new Set([...files.map(({ name }) => name), ...Object.keys(replaced)])];
  const { plan, diagnostics } = compileEnsemble({ file, text, scripts: names });
  if (plan === null) {
    throw new TestFault("ensemble-invalid", formatDiagnostics(diagnostics, new Map([[file, text]])));
  }
  const wanted = new Set(plan.agents.flatMap(scriptsOf));
  const own = files.filter(({ name }) => wanted.has(name) && !Object.hasOwn(replaced, name));
  const loaded = await Promise.all(own.map(async ({ name, path }) => [name, await importScript(path)] as const));
  return { plan, scripts: { ...Object.fromEntries(loaded), ...replaced }, ensemble: null };
}

async function loadedDefinition(source: string): Promise<LoadedPlan> {
  const document = readDocumentFile(resolve(source));
  const loaded = await loadDefinition(document);
  if (loaded.ok) return compiledDefinition(document, loaded.definition);
  throw new TestFault(
    "ensemble-invalid",
    formatDiagnostics([loaded.diagnostic], new Map([[document.file, document.text]])),
  );
}

function compiledDefinition({ file, text }: DocumentFile, definition: unknown): LoadedPlan {
  const { plan, diagnostics } = compileDefinition({ file, text, definition });
  if (plan !== null) return { plan, scripts: {}, ensemble: asCodeEnsemble(definition) };
  throw new TestFault("ensemble-invalid", formatDiagnostics(diagnostics, new Map([[file, text]])));
}

function readSource(source: Exclude<EnsembleSource, CodeEnsemble>): {
  readonly file: string;
  readonly text: string;
  readonly dir: string | null;
} {
  if (typeof source !== "string") {
    return { file: source.file ?? "ensemble.yaml", text: source.text, dir: source.dir ?? null };
  }
  return { ...readDocumentFile(resolve(source)), dir: dirname(resolve(source)) };
}

function scriptsOf(agent: PlanAgent): readonly string[] {
  if (agent.kind === "parallel") return agent.agents.flatMap(scriptsOf);
  if (agent.kind !== "work" || agent.operation !== "code" || agent.config.k !== "const") return [];
  const script = isJsonObject(agent.config.v) ? agent.config.v["script"] : undefined;
  return typeof script === "string" ? [script] : [];
}

async function importScript(path: string): Promise<Script> {
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
  const script = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  if (typeof script === "function") return script as Script;
  throw new TestFault("ensemble-invalid", `${path} has no default export that is a function.`);
}

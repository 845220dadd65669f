/** From a document to what a test runs: its plan, and the scripts its agents name. */
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Script } from "../contract/script.ts";
import { compileEnsemble } from "../ensembles/compile-ensemble.ts";
import { formatDiagnostics } from "../ensembles/format-diagnostics.ts";
import type { Plan, PlanAgent } from "../ensembles/plan.ts";
import { isJsonObject } from "../kernel/json.ts";
import { readDocumentFile, scriptFiles } from "../project/project-files.ts";
import { TestFault } from "./test-fault.ts";

/** A file's path, or a text that stands for one: `dir` is then where its `scripts/` would be. */
export type EnsembleSource = string | { readonly text: string; readonly file?: string; readonly dir?: string };

export type Scripts = Readonly<Record<string, Script>>;

export interface LoadedPlan {
  readonly plan: Plan;
  readonly scripts: Scripts;
}

/** @throws TestFault `ensemble-invalid` */
export async function loadPlan(source: EnsembleSource, replaced: Scripts): Promise<LoadedPlan> {
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
  return { plan, scripts: { ...Object.fromEntries(loaded), ...replaced } };
}

function readSource(source: EnsembleSource): {
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

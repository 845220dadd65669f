/** Compiles all ensembles of a project, which must not share names. */
import { compileDefinition, type DefinitionSource } from "./compile-definition.ts";
import { compileEnsemble } from "./compile-ensemble.ts";
import type { EnsembleSource } from "./compile-ensemble.ts";
import { Diagnostics } from "./diagnostics.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Plan } from "./plan.ts";

export interface CompiledEnsembles {
  /** By name; without the documents that have errors. */
  readonly plans: ReadonlyMap<string, Plan>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A document, or a definition in TypeScript. */
export type AnySource = EnsembleSource | DefinitionSource;

export function compileEnsembles(sources: readonly AnySource[]): CompiledEnsembles {
  const plans = new Map<string, Plan>();
  const fileOf = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const source of sources) {
    const compiled = "definition" in source ? compileDefinition(source) : compileEnsemble(source);
    diagnostics.push(...compiled.diagnostics);
    if (compiled.plan === null) continue;
    const { ensemble } = compiled.plan;
    const first = fileOf.get(ensemble);
    if (first !== undefined) diagnostics.push(...nameTwice(source, ensemble, first));
    fileOf.set(ensemble, first ?? source.file);
    plans.set(ensemble, compiled.plan);
  }
  return { plans, diagnostics };
}

function nameTwice({ file, text }: AnySource, name: string, firstFile: string): readonly Diagnostic[] {
  const found = new Diagnostics(file, text);
  const line = /^[ \t]*(?:ensemble|name)[ \t]*:[ \t]*/m.exec(text);
  const span = line === null ? { offset: 0, length: 0 } : { offset: line.index + line[0].length, length: name.length };
  found.error("ensemble-name-twice", span, `${firstFile} already has an ensemble called "${name}".`);
  return found.list();
}

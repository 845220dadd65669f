/** Compiles one document into a plan, or says everything that is wrong with it. Pure; never throws. */
import { sha256Hex } from "../kernel/hash.ts";
import { byteLength, canonicalJson } from "../kernel/json.ts";
import { reportTwice } from "./agent-input.ts";
import { SCOPE_NAMES } from "./compilation.ts";
import type { Compilation } from "./compilation.ts";
import { compileAgent } from "./compile-agent.ts";
import { compileInputFields } from "./compile-input-fields.ts";
import { compileValue } from "./compile-value.ts";
import { Diagnostics } from "./diagnostics.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { filledEntryOf, textOf } from "./document-node.ts";
import type { DocumentNode, MapNode, Span } from "./document-node.ts";
import { checkKeys, listOption, textOption, wrongType } from "./literal-options.ts";
import { outlineOf } from "./outline.ts";
import type { Plan, PlanAgent } from "./plan.ts";
import { readDocument } from "./read-document.ts";

/** Largest plan, in bytes of its JSON: every run keeps a copy. */
const MAX_PLAN = 400 * 1_024;
export const ENSEMBLE_KEYS = ["ensemble", "name", "description", "input", "inputs", "agents", "output"] as const;
export const ENSEMBLE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
const START: Span = { offset: 0, length: 0 };

export interface EnsembleSource {
  /** The path as people shall see it; a document without a name is called after it. */
  readonly file: string;
  readonly text: string;
  /** The scripts there are, such as `scripts/auto-approve`. */
  readonly scripts: readonly string[];
}

export interface CompiledEnsemble {
  /** `null` where there is an error. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function compileEnsemble({ file, text, scripts }: EnsembleSource): CompiledEnsemble {
  const diagnostics = new Diagnostics(file, text.replace(/^\uFEFF/, ""));
  const document = readDocument(diagnostics);
  const plan = document?.kind === "map" ? compileDocument(diagnostics, document, scripts) : null;
  if (document?.kind !== "map" && !diagnostics.hasErrors) {
    diagnostics.error("document-not-mapping", document?.span ?? START, "A document is a mapping with `agents`.");
  }
  return { plan: diagnostics.hasErrors ? null : plan, diagnostics: diagnostics.list() };
}

function compileDocument(diagnostics: Diagnostics, document: MapNode, scripts: readonly string[]): Plan {
  const agents = filledEntryOf(document, "agents")?.value;
  const outline = outlineOf(agents?.kind === "list" ? agents.items : []);
  const names = [...SCOPE_NAMES, ...outline.byName.keys()].filter((name) => name !== "");
  const bare: Compilation = { diagnostics, outline, fields: null, scripts, names };
  checkKeys(bare, document, ENSEMBLE_KEYS, "An ensemble");
  const input = compileInputFields(bare, document);
  const compilation: Compilation = { ...bare, fields: Object.keys(input).length > 0 ? input : null };
  const description = textOption(compilation, document, "description");
  const output = filledEntryOf(document, "output");
  const content: Omit<Plan, "hash"> = {
    format: 1,
    ensemble: readName(compilation, document),
    ...(description === null ? {} : { description }),
    input,
    agents: compileAgents(compilation, document),
    ...(output === undefined
      ? {}
      : { output: compileValue(compilation, output.value, { agent: null, inForeach: false }) }),
  };
  const plan = { ...content, hash: sha256Hex(canonicalJson(content)) };
  checkSize(diagnostics, plan);
  return plan;
}

export function readName(compilation: Compilation, document: MapNode): string {
  const { diagnostics } = compilation;
  const ensemble = filledEntryOf(document, "ensemble");
  const name = filledEntryOf(document, "name");
  if (ensemble !== undefined && name !== undefined) reportTwice(compilation, name.keySpan, ensemble, name);
  const entry = ensemble ?? name;
  if (entry === undefined) return checkedName(diagnostics, baseName(diagnostics.file), START);
  const text = textOf(entry.value);
  if (text === null) wrongType(compilation, entry, "a text");
  return text === null ? "" : checkedName(diagnostics, text, entry.value.span);
}

function checkedName(diagnostics: Diagnostics, name: string, span: Span): string {
  if (!ENSEMBLE_NAME.test(name)) {
    diagnostics.error(
      "ensemble-name-invalid",
      span,
      `"${name}" cannot be an ensemble's name: letters, digits, _, - and ., at most 64, not starting with - or a dot.`,
    );
  }
  return name;
}

function baseName(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]*$/, "");
}

function compileAgents(compilation: Compilation, document: MapNode): PlanAgent[] {
  const { diagnostics, outline } = compilation;
  const list = listOption(compilation, document, "agents");
  const entry = filledEntryOf(document, "agents");
  if (entry === undefined || list?.items.length === 0) {
    diagnostics.error("agents-missing", entry?.keySpan ?? START, "An ensemble needs `agents`: a list of at least one.");
  }
  for (const item of list?.items ?? []) reportNoAgent(diagnostics, item);
  return outline.agents.flatMap((agent) => compileAgent(compilation, agent) ?? []);
}

function reportNoAgent(diagnostics: Diagnostics, node: DocumentNode): void {
  if (node.kind !== "map")
    diagnostics.error("wrong-type", node.span, "An agent is a mapping with a name and an operation.");
}

export function checkSize(diagnostics: Diagnostics, plan: Plan): void {
  const size = byteLength(JSON.stringify(plan));
  if (size <= MAX_PLAN) return;
  diagnostics.error(
    "plan-too-large",
    START,
    `The compiled plan has ${size} bytes, more than ${MAX_PLAN}; keep large texts outside, or split the ensemble.`,
  );
}

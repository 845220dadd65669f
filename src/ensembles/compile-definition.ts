/** Compiles what an ensemble in TypeScript says of itself, by the same rules as a document; its code is its own affair. */
import { sha256Hex } from "../kernel/hash.ts";
import { canonicalJson, isJsonObject } from "../kernel/json.ts";
import { SCOPE_NAMES, type Compilation } from "./compilation.ts";
import { checkSize, readName } from "./compile-ensemble.ts";
import type { CompiledEnsemble } from "./compile-ensemble.ts";
import { compileInputFields } from "./compile-input-fields.ts";
import { Diagnostics } from "./diagnostics.ts";
import type { DocumentNode, MapNode, Span } from "./document-node.ts";
import { textOption } from "./literal-options.ts";
import type { Plan } from "./plan.ts";

export interface DefinitionSource {
  /** The path as people shall see it. */
  readonly file: string;
  readonly text: string;
  /** The file's default export, whatever it is; `null` where there is none. */
  readonly definition: unknown;
}

export function compileDefinition({ file, text, definition }: DefinitionSource): CompiledEnsemble {
  const diagnostics = new Diagnostics(file, text);
  const plan = isDefinition(definition) ? compile(diagnostics, definition) : null;
  if (plan === null) {
    diagnostics.error(
      "ensemble-not-defined",
      { offset: 0, length: 0 },
      "An ensemble in TypeScript has `export default defineEnsemble({ name, input, run })`.",
    );
  }
  return { plan: diagnostics.hasErrors ? null : plan, diagnostics: diagnostics.list() };
}

interface Definition {
  readonly name: unknown;
  readonly description?: unknown;
  readonly input?: unknown;
}

function isDefinition(value: unknown): value is Definition {
  return (
    typeof value === "object" && value !== null && "name" in value && "run" in value && typeof value.run === "function"
  );
}

function compile(diagnostics: Diagnostics, { name, description, input }: Definition): Plan {
  const document = documentOf(diagnostics.text, { name, description, input });
  const compilation: Compilation = {
    diagnostics,
    outline: { agents: [], all: [], byName: new Map() },
    fields: null,
    scripts: [],
    names: SCOPE_NAMES,
  };
  const about = textOption(compilation, document, "description");
  const content: Omit<Plan, "hash"> = {
    format: 1,
    ensemble: readName(compilation, document),
    ...(about === null ? {} : { description: about }),
    input: compileInputFields(compilation, document),
    agents: [],
    code: diagnostics.file,
  };
  const plan = { ...content, hash: sha256Hex(canonicalJson(content)) };
  checkSize(diagnostics, plan);
  return plan;
}

/** The values as a document would have them, each where its name first stands in the file. */
function documentOf(text: string, values: Definition): MapNode {
  const node = nodeOf(text, values, { offset: 0, length: 0 });
  return node.kind === "map" ? node : { kind: "map", entries: [], span: node.span };
}

function nodeOf(text: string, value: unknown, span: Span): DocumentNode {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => nodeOf(text, item, span)), span };
  if (isJsonObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return { kind: "map", entries: members.map(([key, member]) => entryOf(text, key, member, span)), span };
  }
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { kind: "scalar", value: isScalar ? value : null, span };
}

function entryOf(text: string, key: string, value: unknown, around: Span) {
  const offset = indexOfKey(text, key, around.offset);
  const keySpan = offset === -1 ? around : { offset, length: key.length };
  return { key, keySpan, value: nodeOf(text, value, keySpan) };
}

function indexOfKey(text: string, key: string, from: number): number {
  const found = new RegExp(`(?<![\\w.])["']?${RegExp.escape(key)}["']?\\s*:`).exec(text.slice(from));
  return found === null ? -1 : from + found.index;
}

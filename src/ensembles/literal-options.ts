/** Options whose value must be known at build: reads one, or reports why it cannot be. */
import { nearestName } from "../expressions/nearest-name.ts";
import { formatDuration, parseDuration } from "../kernel/duration.ts";
import type { Compilation } from "./compilation.ts";
import { hasExpression } from "./compile-value.ts";
import type { DiagnosticCode } from "./diagnostic-codes.ts";
import { filledEntryOf, kindInWords } from "./document-node.ts";
import type { DocumentNode, ListNode, MapEntry, MapNode } from "./document-node.ts";

/** Keys that belong to another mapping of the same agent, where an author may have meant to put them. */
export interface OtherKeys {
  readonly keys: readonly string[];
  readonly home: string;
}

/** Reports every key that is not among the known ones. */
export function checkKeys(
  compilation: Compilation,
  map: MapNode,
  known: readonly string[],
  owner: string,
  other?: OtherKeys,
): void {
  for (const { key, keySpan } of map.entries) {
    if (known.includes(key)) continue;
    const belongs = other?.keys.includes(key) === true ? `; it belongs in \`${other.home}\`` : "";
    compilation.diagnostics.error(
      "key-unknown",
      keySpan,
      `${owner} has no "${key}"${belongs}.`,
      nearestName(key, known),
    );
  }
}

/** The mapping at `key`; `null` where there is none or, reported, something else. */
export function mapOption(compilation: Compilation, parent: MapNode, key: string): MapNode | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined) return null;
  if (entry.value.kind === "map") return entry.value;
  wrongType(compilation, entry, "a mapping");
  return null;
}

export function listOption(compilation: Compilation, parent: MapNode, key: string): ListNode | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined) return null;
  if (entry.value.kind === "list") return entry.value;
  wrongType(compilation, entry, "a list");
  return null;
}

export function textOption(compilation: Compilation, parent: MapNode, key: string): string | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined || !isKnown(compilation, entry)) return null;
  if (entry.value.kind === "scalar" && typeof entry.value.value === "string") return entry.value.value;
  wrongType(compilation, entry, "a text");
  return null;
}

export function booleanOption(compilation: Compilation, parent: MapNode, key: string): boolean | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined || !isKnown(compilation, entry)) return null;
  if (entry.value.kind === "scalar" && typeof entry.value.value === "boolean") return entry.value.value;
  wrongType(compilation, entry, "true or false");
  return null;
}

/** A whole number from `least` to `most`. */
export function integerOption(
  compilation: Compilation,
  parent: MapNode,
  key: string,
  least: number,
  most: number,
): number | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined || !isKnown(compilation, entry)) return null;
  const value = entry.value.kind === "scalar" ? entry.value.value : null;
  if (typeof value !== "number") {
    wrongType(compilation, entry, "a number");
    return null;
  }
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  compilation.diagnostics.error(
    "number-out-of-range",
    entry.value.span,
    `\`${key}\` must be a whole number from ${least} to ${most}.`,
  );
  return null;
}

/** One of a few words. */
export function wordOption<T extends string>(
  compilation: Compilation,
  parent: MapNode,
  key: string,
  words: readonly T[],
  code: DiagnosticCode = "wrong-type",
): T | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined || !isKnown(compilation, entry)) return null;
  const value = entry.value.kind === "scalar" ? entry.value.value : null;
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  compilation.diagnostics.error(
    code,
    entry.value.span,
    `\`${key}\` must be ${inWords(words)}.`,
    typeof value === "string" ? nearestName(value, words) : undefined,
  );
  return null;
}

export interface DurationRule {
  /** What a bare number counts. */
  readonly unit: "s" | "ms";
  readonly least: number;
  readonly most: number;
  readonly orNever?: true;
}

/** Milliseconds of a literal duration, or "never" where the rule allows it; `null`, reported, where it is none. */
export function readDuration(compilation: Compilation, entry: MapEntry, rule: DurationRule): number | "never" | null {
  const value = entry.value.kind === "scalar" ? entry.value.value : undefined;
  if (rule.orNever && value === "never") return "never";
  const ms =
    typeof value === "number"
      ? value * (rule.unit === "s" ? 1_000 : 1)
      : typeof value === "string"
        ? parseDuration(value)
        : null;
  if (ms === null) {
    const unit = rule.unit === "s" ? "seconds" : "milliseconds";
    const never = rule.orNever ? ", or never" : "";
    compilation.diagnostics.error(
      "duration-invalid",
      entry.value.span,
      `\`${entry.key}\` must be ${unit} or a duration such as 90s, 24h or 7 days${never}.`,
    );
    return null;
  }
  if (ms >= rule.least && ms <= rule.most) return Math.round(ms);
  compilation.diagnostics.error("duration-out-of-range", entry.value.span, rangeMessage(entry.key, ms, rule));
  return null;
}

export function durationOption(
  compilation: Compilation,
  parent: MapNode,
  key: string,
  rule: DurationRule,
): number | null {
  const entry = filledEntryOf(parent, key);
  if (entry === undefined || !isKnown(compilation, entry)) return null;
  const ms = readDuration(compilation, entry, rule);
  return ms === "never" ? null : ms;
}

export function wrongType(
  compilation: Compilation,
  { key, value }: { readonly key: string; readonly value: DocumentNode },
  wanted: string,
): void {
  compilation.diagnostics.error("wrong-type", value.span, `\`${key}\` must be ${wanted}, not ${kindInWords(value)}.`);
}

/** False, reported, where the value is an expression. */
export function isKnown(compilation: Compilation, { key, value }: MapEntry): boolean {
  if (!hasExpression(value)) return true;
  compilation.diagnostics.error(
    "must-be-literal",
    value.span,
    `\`${key}\` must be known when the ensemble is built; it cannot be an expression.`,
  );
  return false;
}

export function inWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${last}` : last;
}

function rangeMessage(key: string, ms: number, { least, most }: DurationRule): string {
  const written = ms < 0 ? "less than nothing" : ms < 1_000 ? `${ms} ms` : formatDuration(ms);
  const lower = least < 1_000 ? `${least} ms` : formatDuration(least);
  return `\`${key}\` is ${written}; it must be at least ${lower} and at most ${formatDuration(most)}.`;
}

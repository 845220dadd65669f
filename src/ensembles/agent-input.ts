/** An agent's `input`, which may also be called `inputs`: one of them, or both if they agree. */
import { canonicalJson } from "../kernel/json.ts";
import type { Compilation } from "./compilation.ts";
import { filledEntryOf, jsonOf } from "./document-node.ts";
import type { DocumentNode, MapEntry, MapNode, Span } from "./document-node.ts";

/** The entry under either name; of two mappings, all entries of both. */
export function inputEntryOf(compilation: Compilation, node: MapNode): MapEntry | undefined {
  const input = filledEntryOf(node, "input");
  const inputs = filledEntryOf(node, "inputs");
  if (input === undefined || inputs === undefined) return input ?? inputs;
  if (input.value.kind !== "map" || inputs.value.kind !== "map") {
    reportTwice(compilation, inputs.keySpan, input, inputs);
    return input;
  }
  return {
    ...input,
    value: { ...input.value, entries: mergedEntries(compilation, input.value.entries, inputs.value.entries) },
  };
}

/** Both lists of entries; where a key is in both, with different values, that is reported. */
export function mergedEntries(
  compilation: Compilation,
  first: readonly MapEntry[],
  second: readonly MapEntry[],
): MapEntry[] {
  const merged = [...first];
  for (const entry of second) {
    const twin = first.find(({ key }) => key === entry.key);
    if (twin === undefined) merged.push(entry);
    else reportTwice(compilation, entry.keySpan, twin, entry);
  }
  return merged;
}

/** Reports two entries that set the same thing, unless they set it to the same value. */
export function reportTwice(compilation: Compilation, span: Span, first: MapEntry, second: MapEntry): void {
  if (isSameValue(first.value, second.value)) return;
  const { text } = compilation.diagnostics;
  const written = ({ keySpan }: MapEntry): string => text.slice(keySpan.offset, keySpan.offset + keySpan.length);
  const line = compilation.diagnostics.lineOf(first.keySpan.offset);
  compilation.diagnostics.error(
    "set-twice",
    span,
    `\`${written(second)}\` says something else than \`${written(first)}\` in line ${line}; keep one.`,
  );
}

function isSameValue(a: DocumentNode, b: DocumentNode): boolean {
  return canonicalJson(jsonOf(a)) === canonicalJson(jsonOf(b));
}

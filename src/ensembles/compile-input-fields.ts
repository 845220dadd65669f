/** Compiles the fields that an ensemble's `input` declares. */
import { isDeniedMember } from "../expressions/denied-members.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import type { Json } from "../kernel/json.ts";
import { inputEntryOf } from "./agent-input.ts";
import type { Compilation } from "./compilation.ts";
import { entryOf, filledEntryOf, jsonOf, textOf } from "./document-node.ts";
import type { MapEntry, MapNode } from "./document-node.ts";
import { FIELD_TYPES, isFieldType, misfit } from "./field-type.ts";
import { booleanOption, checkKeys, isKnown, listOption, textOption, wrongType } from "./literal-options.ts";
import type { FieldType, InputField, InputFields } from "./plan.ts";

export const FIELD_KEYS = ["type", "required", "default", "enum", "description"] as const;
export const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** The declared fields; none where the document declares none. */
export function compileInputFields(compilation: Compilation, document: MapNode): InputFields {
  const entry = inputEntryOf(compilation, document);
  if (entry === undefined) return {};
  if (entry.value.kind !== "map") {
    wrongType(compilation, entry, "a mapping of fields");
    return {};
  }
  return Object.fromEntries(entry.value.entries.map((field) => [field.key, compileField(compilation, field)]));
}

function compileField(compilation: Compilation, entry: MapEntry): InputField {
  checkName(compilation, entry);
  const { value } = entry;
  if (value.kind === "map") return compileLongForm(compilation, value);
  const type = readType(compilation, entry);
  return { type: type ?? "any" };
}

function checkName({ diagnostics }: Compilation, { key, keySpan }: MapEntry): void {
  if (FIELD_NAME.test(key) && !isDeniedMember(key)) return;
  diagnostics.error(
    "input-invalid",
    keySpan,
    `"${key}" cannot be a field's name: letters, digits, _ and -, not starting with a digit, at most 64.`,
  );
}

function compileLongForm(compilation: Compilation, map: MapNode): InputField {
  checkKeys(compilation, map, FIELD_KEYS, "An input field");
  const typeEntry = filledEntryOf(map, "type");
  const type = typeEntry === undefined ? "any" : (readType(compilation, typeEntry) ?? "any");
  const required = booleanOption(compilation, map, "required");
  const description = textOption(compilation, map, "description");
  const choices = readChoices(compilation, map, type);
  const start: InputField = {
    type,
    ...(required === null ? {} : { required }),
    ...(choices === null ? {} : { enum: choices }),
    ...(description === null ? {} : { description }),
  };
  const fallback = readDefault(compilation, map, start);
  return fallback === undefined ? start : { ...start, default: fallback };
}

function readType(compilation: Compilation, entry: MapEntry): FieldType | null {
  if (!isKnown(compilation, entry)) return null;
  const text = textOf(entry.value);
  if (text !== null && isFieldType(text)) return text;
  compilation.diagnostics.error(
    "field-type-unknown",
    entry.value.span,
    `A field's type is ${FIELD_TYPES.join(", ")}.`,
    text === null ? undefined : nearestName(text, FIELD_TYPES),
  );
  return null;
}

function readChoices(compilation: Compilation, map: MapNode, type: FieldType): Json[] | null {
  const list = listOption(compilation, map, "enum");
  const entry = entryOf(map, "enum");
  if (list === null || entry === undefined || !isKnown(compilation, entry)) return null;
  if (list.items.length === 0)
    compilation.diagnostics.error("value-missing", entry.keySpan, "`enum` needs at least one choice.");
  for (const item of list.items) {
    const fault = misfit({ type }, jsonOf(item));
    if (fault !== null)
      compilation.diagnostics.error("enum-misfit", item.span, `This choice ${fault}, the field's type.`);
  }
  return list.items.length === 0 ? null : list.items.map(jsonOf);
}

function readDefault(compilation: Compilation, map: MapNode, field: InputField): Json | undefined {
  const entry = entryOf(map, "default");
  if (entry === undefined || !isKnown(compilation, entry)) return undefined;
  const value = jsonOf(entry.value);
  const fault = misfit(field, value);
  if (fault !== null) compilation.diagnostics.error("default-misfit", entry.value.span, `The default ${fault}.`);
  return value;
}

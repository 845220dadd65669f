/** The form that starts a run, made of the input that its ensemble declares; and what somebody sends by it. */
import type { FieldType, InputField, InputFields } from "../../ensembles/plan.ts";
import { parseFormValues, type FormTexts } from "../../html/form/parse-form-values.ts";
import { words } from "../../html/words/words.ts";
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";

/** Stands for the input of an ensemble that declares no fields: anything goes, as JSON. */
export const WHOLE_INPUT = "json";

export function takesAnything(fields: InputFields): boolean {
  return Object.keys(fields).length === 0;
}

/** As JSON Schema, by which forms are made. */
export function inputSchema(fields: InputFields): JsonObject {
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
    required: Object.entries(fields)
      .filter(([, field]) => field.required === true && field.default === undefined)
      .map(([name]) => name),
  };
}

function fieldSchema(field: InputField): JsonObject {
  const description = [field.description, HINTS[field.type]].filter((part) => part !== undefined).join(". ");
  return {
    type: field.type === "any" ? "object" : field.type,
    ...entriesOf(field),
    ...(description === "" ? {} : { description }),
    ...(field.enum === undefined ? {} : { enum: [...field.enum] }),
    ...(field.default === undefined ? {} : { default: field.default }),
  };
}

/** What a list holds, as far as its default tells: texts and numbers are then written one on each line. */
function entriesOf({ type, default: list }: InputField): { readonly items?: { readonly type: string } } {
  if (type !== "array" || !Array.isArray(list) || list.length === 0) return {};
  const kinds = new Set(list.map((entry) => typeof entry));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === "string" || kind === "number") ? { items: { type: kind } } : {};
}

const HINTS: Readonly<Partial<Record<FieldType, string>>> = { any: words.ensembles.anyHint };

/** `null` where what was typed as a whole is no object. */
export function parseInput(fields: InputFields, texts: FormTexts): JsonObject | null {
  return takesAnything(fields) ? parseObject(texts[WHOLE_INPUT] ?? "") : parseFormValues(inputSchema(fields), texts);
}

function parseObject(text: string): JsonObject | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** What stands in a field when the page opens: what was typed before, else what the data holds, else the schema's default. */
import type { Json } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { typedText, visibleText } from "../visible-text.ts";
import type { FormField } from "./form-field.ts";
import type { FormTexts } from "./parse-form-values.ts";

/**
 * The field's text; `""` where nothing is known. Hidden characters from data become visible marks: what a person
 * sees in a field is what the field submits.
 */
export function fieldText(field: FormField, data: Json, typed: FormTexts | null): string {
  if (typed !== null) return Object.hasOwn(typed, field.name) ? typedText(typed[field.name] ?? "") : "";
  const fromData = isJsonObject(data) && Object.hasOwn(data, field.name) ? data[field.name] : undefined;
  return textThatFits(field, fromData) ?? textThatFits(field, field.fallback) ?? "";
}

/** The text of a value that is of the field's type; `null` where it is not. */
function textThatFits(field: FormField, value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  switch (field.kind) {
    case "text":
      return typeof value === "string" ? visibleText(value) : null;
    case "number":
      return typeof value === "number" && (Number.isInteger(value) || !field.integer) ? String(value) : null;
    case "boolean":
      return typeof value === "boolean" ? String(value) : null;
    case "choice":
      return field.choices.find((choice) => choice.value === value)?.text ?? null;
    case "json":
      return typeof value === "object" ? visibleText(JSON.stringify(value, null, 2)) : null;
    default:
      return field satisfies never;
  }
}

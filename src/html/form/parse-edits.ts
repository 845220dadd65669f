/** Reads from the texts of a form what somebody changed: a field left as it was shown gives nothing. */
import type { Json, JsonObject } from "../../kernel/json.ts";
import { unifyLineBreaks } from "../visible-text.ts";
import { textOfData } from "./field-text.ts";
import { type FormField, formFields } from "./form-field.ts";
import { type FormTexts, parseFormValues } from "./parse-form-values.ts";

/** @param data - what the fields showed at first */
export function parseEdits(form: Json, data: JsonObject, texts: FormTexts): JsonObject {
  const fields = new Map(formFields(form).map((field) => [field.name, field]));
  const parsed: JsonObject = parseFormValues(form, texts);
  const edits = Object.entries(texts).flatMap(([name, text]): [string, Json][] => {
    const field = fields.get(name);
    const value = Object.hasOwn(parsed, name) ? parsed[name] : undefined;
    if (field === undefined || !Object.hasOwn(data, name)) return value === undefined ? [] : [[name, value]];
    const shown = textOfData(field, data) ?? "";
    if (isAsShown(field, shown, unifyLineBreaks(text))) return [];
    return [[name, value ?? emptyValue(field)]];
  });
  return Object.fromEntries(edits);
}

/** Boxes are sent in the form's order, and each once. */
function isAsShown(field: FormField, shown: string, text: string): boolean {
  const before = unifyLineBreaks(shown);
  return field.kind === "ticks" ? sortedLines(before) === sortedLines(text) : before === text;
}

function sortedLines(text: string): string {
  return [...new Set(text.split("\n"))].toSorted().join("\n");
}

/** What somebody means who empties a field; where that is nothing, the validator says whether it may be. */
function emptyValue(field: FormField): Json {
  switch (field.kind) {
    case "text":
      return "";
    case "ticks":
    case "lines":
      return [];
    case "number":
    case "choice":
    case "boolean":
    case "json":
      return null;
    default:
      return field satisfies never;
  }
}

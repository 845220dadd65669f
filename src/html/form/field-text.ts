/** What stands in a field when the page opens: what was typed before, else what the data holds, else the schema's default. */
import type { Json } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { typedText, visibleText } from "../visible-text.ts";
import { type Choice, type FormField, isLine, type LinesField, type TextField } from "./form-field.ts";
import type { FormTexts } from "./parse-form-values.ts";

/**
 * The field's text; `""` where nothing is known. Hidden characters from data become visible marks: what a person
 * sees in a field is what the field submits.
 */
export function fieldText(field: FormField, data: Json, typed: FormTexts | null): string {
  if (typed !== null) return Object.hasOwn(typed, field.name) ? typedText(typed[field.name] ?? "") : "";
  return textOfData(field, data) ?? textThatFits(field, field.fallback) ?? "";
}

/** What the data's own value looks like in the field; `null` where the data has none that fits. */
export function textOfData(field: FormField, data: Json): string | null {
  return textThatFits(field, isJsonObject(data) && Object.hasOwn(data, field.name) ? data[field.name] : undefined);
}

/** The text of a value that is of the field's type; `null` where it is not. */
function textThatFits(field: FormField, value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  switch (field.kind) {
    case "text":
      return typeof value === "string" && isShown(field.input, value) ? visibleText(value) : null;
    case "number":
      return typeof value === "number" && (Number.isInteger(value) || !field.integer) ? String(value) : null;
    case "boolean":
      return typeof value === "boolean" ? String(value) : null;
    case "choice":
      return choiceText(field.choices, value);
    case "ticks":
      return Array.isArray(value) ? linesThatFit(value, (entry) => choiceText(field.choices, entry)) : null;
    case "lines":
      return Array.isArray(value) ? linesThatFit(value, (entry) => entryText(field.entries, entry)) : null;
    case "json":
      return typeof value === "object" ? visibleText(JSON.stringify(value, null, 2)) : null;
    default:
      return field satisfies never;
  }
}

/** An input for a date shows nothing but dates. */
function isShown(input: TextField["input"], text: string): boolean {
  return input !== "date" || /^\d{4}-\d\d-\d\d$/.test(text);
}

function choiceText(choices: readonly Choice[], value: Json): string | null {
  const text = JSON.stringify(value);
  return choices.find((choice) => JSON.stringify(choice.value) === text)?.text ?? null;
}

function entryText(entries: LinesField["entries"], value: Json): string | null {
  if (typeof value !== (entries === "text" ? "string" : "number")) return null;
  const text = String(value);
  return text !== "" && isLine(text) ? visibleText(text) : null;
}

/** One line for each entry; `null` as soon as one does not fit. */
function linesThatFit(values: readonly Json[], textOf: (value: Json) => string | null): string | null {
  const lines = values.map(textOf);
  return lines.includes(null) ? null : lines.join("\n");
}

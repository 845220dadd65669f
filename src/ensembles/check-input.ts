/** Checks the input with which a run is to start against the fields its ensemble declares. */
import { nearestName } from "../expressions/nearest-name.ts";
import type { FieldError } from "../kernel/errors.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { misfit } from "./field-type.ts";
import type { InputField, InputFields } from "./plan.ts";

export type CheckedInput =
  | { readonly ok: true; readonly input: JsonObject }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The input with defaults filled in, or every error at once. Where no fields are declared, anything goes. */
export function checkInput(fields: InputFields, input: JsonObject): CheckedInput {
  if (Object.keys(fields).length === 0) return { ok: true, input };
  const errors = [...unknownFields(fields, input)];
  const entries: [string, Json][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(input, name) ? input[name] : field.default;
    if (value !== undefined) entries.push([name, value]);
    const fault = faultOf(field, value);
    if (fault !== null) errors.push({ path: pathOf(name), message: fault });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, input: Object.fromEntries(entries) };
}

function faultOf(field: InputField, value: Json | undefined): string | null {
  if (value !== undefined) return misfit(field, value);
  return field.required === true ? "is required" : null;
}

function unknownFields(fields: InputFields, input: JsonObject): FieldError[] {
  const known = Object.keys(fields);
  return Object.keys(input)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ path: pathOf(name), message: unknownMessage(nearestName(name, known)) }));
}

function unknownMessage(nearest: string | undefined): string {
  return nearest === undefined
    ? "is not a field of this ensemble"
    : `is not a field of this ensemble; did you mean ${nearest}?`;
}

function pathOf(name: string): string {
  return `input.${name}`;
}

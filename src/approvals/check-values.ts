/** Answers to the author's form, checked against its JSON Schema. A rejection needs no answers. */
import type { z } from "zod";
import { formSchema } from "../contract/form-schema.ts";
import type { FieldError } from "../kernel/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { valueMessage } from "./value-message.ts";

export type CheckedValues =
  | { readonly ok: true; readonly values: JsonObject | undefined }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export function checkValues(
  form: Json,
  given: { readonly approved: boolean; readonly values?: JsonObject },
): CheckedValues {
  if (form === null) {
    return given.values === undefined || Object.keys(given.values).length === 0
      ? { ok: true, values: undefined }
      : { ok: false, errors: [{ path: "values", message: "This request has no form to fill in." }] };
  }
  if (!given.approved) return { ok: true, values: undefined };
  return fill(formSchema(form), given.values ?? {});
}

/** The values as the form takes them, with its defaults; or each field's error. */
export function fill(schema: z.ZodType, values: JsonObject): Filled {
  const parsed = schema.safeParse(values, { reportInput: true });
  if (!parsed.success) return { ok: false, errors: parsed.error.issues.map(fieldError) };
  return { ok: true, values: isJsonObject(parsed.data) ? parsed.data : {} };
}

type Filled =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

function fieldError(issue: z.core.$ZodIssue): FieldError {
  return { path: ["values", ...issue.path].join("."), message: valueMessage(issue) };
}

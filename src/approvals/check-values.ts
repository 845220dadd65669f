/** Answers to the author's form, checked against its JSON Schema. A rejection needs no answers. */
import { z } from "zod";
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

/** The checker of a form; throws where the form is no usable JSON Schema of an object. */
export function formSchema(form: Json): z.ZodType {
  if (!isJsonObject(form) || (form["type"] ?? "object") !== "object") {
    throw new TypeError("A form is a JSON Schema with `type: object` and `properties`.");
  }
  return z.fromJSONSchema({ additionalProperties: false, ...form, type: "object" });
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  return { path: ["values", ...issue.path].join("."), message: valueMessage(issue) };
}

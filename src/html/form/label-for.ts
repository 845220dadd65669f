/** What a form field is called: by its schema's title, else by its name. */
import { labelOf } from "../label-of.ts";
import type { FormField } from "./form-field.ts";

export function labelFor(field: FormField): string {
  return field.title ?? labelOf(field.name);
}

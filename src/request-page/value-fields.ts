/** Which fields of the form stand on the page. */
import type { OpenLink } from "../contract/link-view.ts";
import { byteLength } from "../kernel/json.ts";
import { proposalOf } from "../approvals/edit-form.ts";
import { textOfData } from "../html/form/field-text.ts";
import { type FormField, formFields } from "../html/form/form-field.ts";

export interface ValueFields {
  readonly fields: readonly FormField[];
  /** Too large to be changed on a page; they stay as they are. */
  readonly leftOut: readonly FormField[];
}

/** What the fields may hold together, so that an answer with all of them stays within what an answer may have. */
const MAX_BYTES = 192 * 1024;

export function valueFields({ form, editable, data }: Pick<OpenLink, "form" | "editable" | "data">): ValueFields {
  const all = formFields(form);
  if (!editable) return { fields: all, leftOut: [] };
  const proposal = proposalOf(data);
  const fields: FormField[] = [];
  const leftOut: FormField[] = [];
  let bytes = 0;
  for (const field of all) {
    const size = byteLength(textOfData(field, proposal) ?? "");
    const fits = bytes + size <= MAX_BYTES;
    (fits ? fields : leftOut).push(field);
    if (fits) bytes += size;
  }
  return { fields, leftOut };
}

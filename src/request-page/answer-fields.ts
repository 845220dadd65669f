/** The inputs of the answer form, by the paths under which errors name them. */
import type { OpenLink } from "../contract/link-view.ts";
import type { FormField } from "../html/form/form-field.ts";
import { labelFor } from "../html/form/label-for.ts";
import { words } from "../html/words/words.ts";
import { valueFields } from "./value-fields.ts";

export interface AnswerField {
  /** The path under which errors name it, such as `values.amount`. */
  readonly path: string;
  /** Of its input. */
  readonly id: string;
  readonly label: string;
}

/** Ids count instead of repeating names, since a schema's names may hold anything. */
export function valueFieldId(position: number): string {
  return `value-${position}`;
}

/** Finds the input that a path (or anything inside it) means; `null` where there is none. */
export function answerFields(view: OpenLink): (path: string) => AnswerField | null {
  const fields = [...ownFields(view), ...valueFields(view).fields.map(valueField)];
  return (path) => fields.find((field) => path === field.path || path.startsWith(`${field.path}.`)) ?? null;
}

function ownFields(view: OpenLink): AnswerField[] {
  const texts = [
    { path: "feedback", id: "feedback", label: words.answer.feedback },
    { path: "reason", id: "reason", label: words.answer.reason },
  ];
  return view.recipient === null
    ? [{ path: "approver", id: "approver", label: words.answer.approver }, ...texts]
    : texts;
}

function valueField(field: FormField, position: number): AnswerField {
  return { path: `values.${field.name}`, id: valueFieldId(position), label: labelFor(field) };
}

/** Draws one field of a form that a JSON Schema describes. */
import { Text } from "../text.tsx";
import { visibleText } from "../visible-text.ts";
import { words } from "../words.ts";
import { describedBy, FieldFrame, FieldNotes } from "./field-frame.tsx";
import { formatNumber } from "../values/format-number.ts";
import type { BooleanField, ChoiceField, FormField, NumberField, TextField } from "./form-field.ts";
import { htmlPattern } from "./html-pattern.ts";
import { labelFor } from "./label-for.ts";

interface FieldInputProps<Field> {
  readonly field: Field;
  /** Unique on the page. */
  readonly id: string;
  readonly text: string;
  readonly error: string | null;
}

export function FieldInput({ field, id, text, error }: FieldInputProps<FormField>) {
  if (field.kind === "boolean") return <TickBox field={field} id={id} text={text} error={error} />;
  const hint = hintOf(field);
  return (
    <FieldFrame id={id} label={labelFor(field)} optional={!field.required} hint={hint} error={error}>
      {renderInput({ field, id, text, error }, hint)}
    </FieldFrame>
  );
}

function renderInput(
  { field, id, text, error }: FieldInputProps<Exclude<FormField, BooleanField>>,
  hint: string | null,
) {
  const common = { id, name: inputName(field), required: field.required, ...describedBy({ id, hint, error }) };
  switch (field.kind) {
    case "choice":
      return <select {...common}>{renderChoices(field, text)}</select>;
    case "number":
      return <input {...common} {...numberLimits(field)} value={text} />;
    case "json":
      return (
        <textarea {...common} class="mono" spellcheck={false} dir="ltr">
          {`\n${text}`}
        </textarea>
      );
    case "text":
      return renderTextInput(field, common, text);
    default:
      return field satisfies never;
  }
}

function renderTextInput(field: TextField, common: object, text: string) {
  const limits = {
    minlength: field.minLength ?? undefined,
    maxlength: field.maxLength ?? undefined,
    dir: "auto" as const,
  };
  if (field.input === "multiline") return <textarea {...common} {...limits}>{`\n${text}`}</textarea>;
  const type = field.input === "date-time" ? "text" : field.input;
  const pattern = field.pattern === null ? undefined : htmlPattern(field.pattern);
  return <input {...common} {...limits} type={type} pattern={pattern} value={text} />;
}

function numberLimits(field: NumberField) {
  return {
    type: "number",
    inputmode: field.integer ? ("numeric" as const) : ("decimal" as const),
    step: field.step ?? (field.integer ? 1 : ("any" as const)),
    min: field.minimum ?? undefined,
    max: field.maximum ?? undefined,
  };
}

function renderChoices(field: ChoiceField, text: string) {
  return [
    <option value="">{words.form.choose}</option>,
    ...field.choices.map((choice) => (
      <option value={choice.text} selected={choice.text === text}>
        {visibleText(choice.title)}
      </option>
    )),
  ];
}

/** The hidden field before the box says `false` where the box stays empty: a box left alone submits nothing. */
function TickBox({ field, id, text, error }: FieldInputProps<BooleanField>) {
  const hint = field.description;
  return (
    <div class="field">
      <input type="hidden" name={inputName(field)} value="false" />
      <label class="tick" for={id}>
        <input
          id={id}
          type="checkbox"
          name={inputName(field)}
          value="true"
          checked={text === "true" || text === "on"}
          required={field.mustBeTrue}
          {...describedBy({ id, hint, error })}
        />
        <Text value={labelFor(field)} />
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

function inputName(field: FormField): string {
  return `values.${field.name}`;
}

/** The author's description, else what the schema asks for. */
function hintOf(field: FormField): string | null {
  if (field.description !== null) return field.description;
  if (field.kind === "json") return words.form.jsonHint;
  if (field.kind === "text") return field.input === "date-time" ? words.form.dateTimeHint : null;
  return field.kind === "number" ? rangeHint(field) : null;
}

function rangeHint({ minimum, maximum }: NumberField): string | null {
  const low = minimum === null ? null : formatNumber(minimum);
  const high = maximum === null ? null : formatNumber(maximum);
  if (low !== null && high !== null) return words.form.between(low, high);
  if (low !== null) return words.form.atLeast(low);
  return high === null ? null : words.form.atMost(high);
}

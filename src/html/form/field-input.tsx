/** Draws one field of a form that a JSON Schema describes. */
import { Text } from "../text.tsx";
import { visibleText } from "../visible-text.ts";
import { words } from "../words/words.ts";
import { describedBy, FieldFrame, FieldNotes } from "./field-frame.tsx";
import { fieldHint } from "./field-hint.ts";
import type { BooleanField, ChoiceField, FormField, NumberField, TextField, TicksField } from "./form-field.ts";
import { htmlPattern } from "./html-pattern.ts";
import { labelFor } from "./label-for.ts";
import { TickList } from "./tick-list.tsx";

interface FieldInputProps<Field> {
  readonly field: Field;
  /** Unique on the page. */
  readonly id: string;
  readonly text: string;
  readonly error: string | null;
}

export function FieldInput({ field, id, text, error }: FieldInputProps<FormField>) {
  if (field.kind === "boolean") return <TickBox field={field} id={id} text={text} error={error} />;
  const hint = fieldHint(field);
  if (field.kind === "ticks") return <TickList field={field} id={id} text={text} hint={hint} error={error} />;
  return (
    <FieldFrame id={id} label={labelFor(field)} optional={!field.required} hint={hint} error={error}>
      {renderInput({ field, id, text, error }, hint)}
    </FieldFrame>
  );
}

function renderInput(
  { field, id, text, error }: FieldInputProps<Exclude<FormField, BooleanField | TicksField>>,
  hint: string | null,
) {
  const common = { id, name: inputName(field), required: mustBeFilled(field), ...describedBy({ id, hint, error }) };
  switch (field.kind) {
    case "choice":
      return <select {...common}>{renderChoices(field, text)}</select>;
    case "number":
      return <input {...common} {...numberLimits(field)} value={text} />;
    case "lines":
      return <textarea {...common} dir="auto">{`\n${text}`}</textarea>;
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

/** What the browser is to insist on. */
function mustBeFilled(field: Exclude<FormField, BooleanField | TicksField>): boolean {
  switch (field.kind) {
    case "text":
      return field.required && !field.mayBeEmpty;
    case "lines":
      return field.required && (field.minItems ?? 0) > 0;
    case "number":
    case "choice":
    case "json":
      return field.required;
    default:
      return field satisfies never;
  }
}

/** A time of JSON Schema has a time zone, which a browser's own input for times has not: it is written as text. */
function renderTextInput(field: TextField, common: object, text: string) {
  const limits = {
    minlength: field.minLength ?? undefined,
    maxlength: field.maxLength ?? undefined,
    dir: "auto" as const,
  };
  if (field.input === "multiline" || text.includes("\n"))
    return <textarea {...common} {...limits}>{`\n${text}`}</textarea>;
  const type = field.input === "date-time" || field.input === "time" ? "text" : field.input;
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

/** A field of the approval's form as an input of a Slack dialogue, and its text as the page's form would submit it. */
import type { Choice, FormField, NumberField, TextField } from "../../html/form/form-field.ts";
import { labelFor } from "../../html/form/label-for.ts";
import type { PlainTextObject } from "../../notifications/slack/block-kit.ts";
import { plain } from "../../notifications/slack/slack-text.ts";
import type { Input } from "./interaction.ts";

export interface InputBlock {
  readonly type: "input";
  readonly block_id: string;
  readonly label: PlainTextObject;
  readonly hint?: PlainTextObject;
  readonly optional: boolean;
  readonly element: object;
}

/** Every input of ours is alone in its block. */
export const INPUT = "input";

/** The most characters that Slack lets an input hold. */
export const MAX_INPUT = 3_000;
const MAX_CHOICES = 100;
const MAX_LABEL = 150;
const MAX_HINT = 300;
const MAX_CHOICE = 75;

/** Whether Slack can show the field with its text, uncut. */
export function fitsInput(field: FormField, text: string): boolean {
  if (text.length > MAX_INPUT) return false;
  if (field.kind === "choice" || field.kind === "ticks") return field.choices.length <= MAX_CHOICES;
  return field.kind !== "text" || (field.minLength ?? 0) <= MAX_INPUT;
}

/** @param text - what stands in it when it opens */
export function inputBlock(field: FormField, blockId: string, text: string): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: label(labelFor(field)),
    ...((field.description ?? "").trim() === "" ? {} : { hint: label(field.description ?? "", MAX_HINT) }),
    optional: !mustBeFilled(field),
    element: { action_id: INPUT, ...elementFor(field, text) },
  };
}

/** What Slack is to insist on; it takes nothing empty for an answer. */
function mustBeFilled(field: FormField): boolean {
  switch (field.kind) {
    case "boolean":
      return field.mustBeTrue;
    case "text":
      return field.required && !field.mayBeEmpty;
    case "ticks":
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

/** The text by which the form's own reading finds the value. */
export function inputText(field: FormField, input: Input | undefined): string {
  switch (field.kind) {
    case "boolean":
      return String((input?.selected_options ?? []).length > 0);
    case "choice":
      return field.choices[Number(input?.selected_option?.value ?? Number.NaN)]?.text ?? "";
    case "ticks":
      return (input?.selected_options ?? []).map(({ value }) => field.choices[Number(value)]?.text ?? "").join("\n");
    case "text":
      return (field.input === "date" ? input?.selected_date : input?.value) ?? "";
    case "number":
    case "lines":
    case "json":
      return input?.value ?? "";
    default:
      return field satisfies never;
  }
}

export function textBlock(blockId: string, name: string): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: label(name),
    optional: true,
    element: { type: "plain_text_input", action_id: INPUT, multiline: true, max_length: MAX_INPUT },
  };
}

function elementFor(field: FormField, text: string): object {
  const initial = text === "" ? {} : { initial_value: text };
  switch (field.kind) {
    case "boolean":
      return { type: "checkboxes", ...tickBox(labelFor(field), text) };
    case "choice": {
      const [initial] = chosen(field.choices, [text]);
      const options = field.choices.map(choiceOption);
      return { type: "static_select", options, ...(initial === undefined ? {} : { initial_option: initial }) };
    }
    case "ticks": {
      const initial = chosen(field.choices, text.split("\n"));
      const options = field.choices.map(choiceOption);
      return { type: "multi_static_select", options, ...(initial.length === 0 ? {} : { initial_options: initial }) };
    }
    case "number":
      return { type: "number_input", is_decimal_allowed: !field.integer, ...numberLimits(field, text), ...initial };
    case "lines":
    case "json":
      return { type: "plain_text_input", multiline: true, max_length: MAX_INPUT, ...initial };
    case "text":
      return textElement(field, text);
    default:
      return field satisfies never;
  }
}

function textElement(field: TextField, text: string): object {
  const initial = text === "" ? {} : { initial_value: text };
  switch (field.input) {
    case "email":
      return { type: "email_text_input", ...initial };
    case "url":
      return { type: "url_text_input", ...initial };
    case "date":
      return { type: "datepicker", ...(/^\d{4}-\d{2}-\d{2}$/.test(text) ? { initial_date: text } : {}) };
    case "text":
    case "time":
    case "date-time":
    case "multiline":
      return {
        type: "plain_text_input",
        multiline: field.input === "multiline",
        max_length: longestText(field, text),
        ...initial,
      };
    default:
      return field.input satisfies never;
  }
}

/** Slack opens no dialogue with limits that its own text breaks; what a form asks for is checked at the end anyway. */
function longestText({ maxLength }: TextField, text: string): number {
  const longest = Math.floor(maxLength ?? MAX_INPUT);
  return longest >= Math.max(1, text.length) && longest <= MAX_INPUT ? longest : MAX_INPUT;
}

function numberLimits({ minimum, maximum }: NumberField, text: string) {
  const low = minimum ?? -Infinity;
  const high = maximum ?? Infinity;
  if (low > high || (text !== "" && (Number(text) < low || Number(text) > high))) return {};
  return {
    ...(minimum === null ? {} : { min_value: String(minimum) }),
    ...(maximum === null ? {} : { max_value: String(maximum) }),
  };
}

function tickBox(name: string, text: string) {
  const option = { text: label(name, MAX_CHOICE), value: "true" };
  return { options: [option], ...(text === "true" ? { initial_options: [option] } : {}) };
}

/** Choices go by their position: their texts may be longer than Slack allows. */
function choiceOption({ title }: Choice, position: number) {
  return { text: label(title, MAX_CHOICE), value: String(position) };
}

function chosen(choices: readonly Choice[], texts: readonly string[]) {
  return choices.flatMap((choice, position) => (texts.includes(choice.text) ? [choiceOption(choice, position)] : []));
}

/** Slack refuses a text that is empty. */
function label(text: string, limit: number = MAX_LABEL): PlainTextObject {
  const shown = plain(text, limit);
  return shown.text === "" ? { ...shown, text: "—" } : shown;
}

/** What a form shows of values is what it gives back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { fill } from "../../src/approvals/check-values.ts";
import { formSchema } from "../../src/contract/form-schema.ts";
import { parseAnswerForm } from "../../src/request-page/parse-answer-form.ts";
import { fieldText } from "../../src/html/form/field-text.ts";
import { type FormField, formFields } from "../../src/html/form/form-field.ts";
import { parseEdits } from "../../src/html/form/parse-edits.ts";
import { parseFormValues } from "../../src/html/form/parse-form-values.ts";
import { hasHiddenCharacters } from "../../src/html/visible-text.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";

interface Field {
  readonly schema: JsonObject;
  readonly value: Json;
}

const line = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text === text.trim() && isPlain(text));
const prose = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n"));
const date = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number));
const json = fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value)));

function isPlain(text: string): boolean {
  return !/[\r\n]/.test(text) && !hasHiddenCharacters(text) && text.isWellFormed();
}

function of(schema: JsonObject, values: fc.Arbitrary<Json>): fc.Arbitrary<Field> {
  return values.map((value) => ({ schema, value }));
}

const choices = fc.uniqueArray(
  fc.oneof(line, fc.integer(), fc.boolean(), fc.constantFrom("", "1", 1, "true", "a\nb")),
  {
    minLength: 1,
    maxLength: 5,
    selector: (value) => JSON.stringify(value),
  },
);

const field: fc.Arbitrary<Field> = fc.oneof(
  of({ type: "string" }, line),
  of({ type: "string", minLength: 0 }, fc.oneof(line, fc.constant(""))),
  of({ type: "string" }, prose),
  of({ type: "string", maxLength: 900 }, prose),
  of({ type: "string", pattern: "^[A-Z]{2}-[0-9]+$" }, fc.stringMatching(/^[A-Z]{2}-[0-9]{1,4}$/)),
  of({ type: "string", format: "date" }, date),
  of(
    { type: "string", format: "date-time" },
    date.map((day) => `${day}T10:00:00Z`),
  ),
  of({ type: "string", format: "time" }, fc.constant("10:30:00Z")),
  of({ type: "number" }, decimal),
  of({ type: "integer", minimum: -500, maximum: 500 }, fc.integer({ min: -500, max: 500 })),
  of({ type: "boolean" }, fc.boolean()),
  of({ const: true }, fc.constant(true)),
  choices.chain((values) => of({ enum: values }, fc.constantFrom(...values))),
  choices.chain((values) =>
    of({ oneOf: values.map((value) => ({ const: value, title: "T" })) }, fc.constantFrom(...values)),
  ),
  choices.chain((values) => of({ type: "array", items: { enum: values }, uniqueItems: true }, fc.subarray(values))),
  of({ type: "array", items: { type: "string" } }, fc.array(line, { maxLength: 4 })),
  of(
    { type: "array", items: { type: "string" }, minItems: 1, maxItems: 3 },
    fc.array(line, { minLength: 1, maxLength: 3 }),
  ),
  of({ type: "array", items: { type: "number" } }, fc.array(decimal, { maxLength: 4 })),
  of({ type: "array" }, fc.array(json, { maxLength: 3 })),
  of(
    { type: "object" },
    fc.dictionary(
      line.filter((name) => name !== "__proto__"),
      json,
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
);

const name = line.filter((text) => text !== "__proto__");
const filledForm = fc.dictionary(name, field, { minKeys: 1, maxKeys: 5, noNullPrototype: true }).map((fields) => ({
  form: {
    type: "object",
    properties: Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema])),
    required: Object.keys(fields),
  },
  values: Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value])),
}));

/** What a browser submits of a field that shows this text. */
function entriesOf(field: FormField, text: string): [string, string][] {
  const name = `values.${field.name}`;
  const posted = text.replaceAll("\n", "\r\n");
  switch (field.kind) {
    case "boolean":
      return text === "true"
        ? [
            [name, "false"],
            [name, "true"],
          ]
        : [[name, "false"]];
    case "ticks": {
      const ticked = field.choices.filter((choice) => text.split("\n").includes(choice.text));
      return [[name, ""], ...ticked.map((choice): [string, string] => [`items.${field.name}`, choice.text])];
    }
    default:
      return [[name, posted]];
  }
}

function posted(form: Json, data: Json) {
  const entries = formFields(form).flatMap((one) => entriesOf(one, fieldText(one, data, null)));
  return parseAnswerForm(entries).typed.values;
}

test("any form, filled in with any values that fit, gives them back", () => {
  fc.assert(
    fc.property(filledForm, ({ form, values }) => {
      const given = parseFormValues(form, posted(form, values));
      expect(given).toEqual(values);
      expect(fill(formSchema(form), given)).toEqual({ ok: true, values });
    }),
    { numRuns: 400 },
  );
});

test("any proposal, sent back as it was shown, is left as it was", () => {
  fc.assert(
    fc.property(filledForm, ({ form, values }) => {
      expect(parseEdits(form, values, posted(form, values))).toEqual({});
    }),
    { numRuns: 400 },
  );
});

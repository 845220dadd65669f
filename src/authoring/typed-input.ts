/** The type of a run's input, from the table of fields that an ensemble declares. */
import type { FieldType, InputField, InputFields } from "../ensembles/plan.ts";
import type { Json, JsonObject } from "../kernel/json.ts";

interface ValueTypes extends Record<FieldType, unknown> {
  readonly string: string;
  readonly number: number;
  readonly integer: number;
  readonly boolean: boolean;
  readonly object: JsonObject;
  readonly array: readonly Json[];
  readonly any: Json;
}

type ValueOf<Field extends InputField> = Field extends { readonly enum: readonly (infer Choice)[] }
  ? Choice
  : ValueTypes[Field["type"]];

type GivenName<Fields extends InputFields> = {
  [Name in keyof Fields]: Fields[Name] extends { readonly required: true } | { readonly default: Json } ? Name : never;
}[keyof Fields];

/** Fields that are required or have a default are there; where none are declared, anything may be. */
export type InputOf<Fields extends InputFields> = string extends keyof Fields
  ? JsonObject
  : { readonly [Name in GivenName<Fields>]: ValueOf<Fields[Name]> } & {
      readonly [Name in Exclude<keyof Fields, GivenName<Fields>>]?: ValueOf<Fields[Name]>;
    };

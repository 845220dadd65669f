/** The type of what an approver fills in, from the form's JSON Schema as far as that says it plainly. */
import type { Json, JsonObject } from "../kernel/json.ts";

/** A JSON Schema. */
export type Form = Readonly<Record<string, unknown>>;

interface ValueTypes {
  readonly string: string;
  readonly number: number;
  readonly integer: number;
  readonly boolean: boolean;
  readonly null: null;
  readonly object: JsonObject;
  readonly array: readonly Json[];
}

type ValueOf<Schema> = Schema extends { readonly enum: readonly (infer Choice)[] }
  ? Choice
  : Schema extends { readonly const: infer Only }
    ? Only
    : Schema extends { readonly type: "object"; readonly properties: object }
      ? ObjectOf<Schema>
      : Schema extends { readonly type: "array"; readonly items: infer Item }
        ? readonly ValueOf<Item>[]
        : Schema extends { readonly type: infer Type extends keyof ValueTypes }
          ? ValueTypes[Type]
          : Json;

type RequiredName<Schema, Properties> = Schema extends { readonly required: readonly (infer Name)[] }
  ? Extract<keyof Properties, Name>
  : never;

type ObjectOf<Schema> = Schema extends { readonly properties: infer Properties }
  ? { readonly [Name in RequiredName<Schema, Properties>]: ValueOf<Properties[Name]> } & {
      readonly [Name in Exclude<keyof Properties, RequiredName<Schema, Properties>>]?: ValueOf<Properties[Name]>;
    }
  : JsonObject;

/** What `values` are where there is a form. */
export type FormValues<Schema extends Form> = ObjectOf<Schema>;

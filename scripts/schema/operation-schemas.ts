/** The `config` of each operation, from the same zod schemas that check it at build and at the step. */
import { z } from "@hono/zod-openapi";
import {
  crossOptionFaults,
  LITERAL_OPTIONS,
  type OperationName,
  operationOptions,
} from "../../src/contract/operation-options.ts";
import { orExpression } from "./expressions.ts";
import { ref, type Schema, type SchemaObject } from "./json-schema.ts";

export const OPERATION_NAMES = Object.keys(operationOptions) as readonly OperationName[];

export function describeOperation(operation: OperationName): string {
  return operationOptions[operation].description ?? "";
}

export function operationSchema(operation: OperationName): SchemaObject {
  const { $schema: _draft, properties, ...schema } = optionsSchema(operation);
  const literal = LITERAL_OPTIONS[operation] ?? [];
  const options = Object.entries(properties).map(
    ([name, option]) =>
      [name, literal.includes(name) ? { ...option, not: ref("expression") } : orExpression(option)] as const,
  );
  const rules = rulesBetween(operation, properties);
  return {
    ...schema,
    description: `Options of \`${operation}\`. ${describeOperation(operation)}`,
    properties: Object.fromEntries(options),
    ...(rules.length === 0 ? {} : { allOf: rules }),
  };
}

type OptionsSchema = SchemaObject & { readonly properties: Readonly<Record<string, SchemaObject>> };

/** Zod writes the schema of an object as one with `properties`. */
function optionsSchema(operation: OperationName): OptionsSchema {
  return z.toJSONSchema(operationOptions[operation], {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
  }) as unknown as OptionsSchema;
}

/** What options make of each other, found by asking the check about every combination of choices. */
function rulesBetween(operation: OperationName, properties: Readonly<Record<string, SchemaObject>>): Schema[] {
  return combinations(choicesOf(properties)).flatMap((choice): Schema[] => {
    const keys = Object.keys(choice);
    const isChosen = {
      required: keys,
      properties: Object.fromEntries(keys.map((key) => [key, { const: choice[key] ?? "" }])),
    };
    const faults = crossOptionFaults(operation, new Set(keys), choice);
    if (faults.some(({ kind }) => kind === "invalid")) return [{ not: isChosen }];
    const missing = faults.flatMap((fault) => (fault.kind === "missing" ? [fault.oneOf] : []));
    return missing.length === 0 ? [] : [{ if: isChosen, then: isThere(missing) }];
  });
}

/** One of each group: most groups have just one. */
function isThere(groups: readonly (readonly string[])[]): SchemaObject {
  const needed = groups.flatMap((group) => (group.length === 1 ? group : []));
  const choices = groups.filter((group) => group.length > 1);
  return {
    ...(needed.length === 0 ? {} : { required: needed }),
    ...(choices.length === 0 ? {} : { allOf: choices.map(anyOneOf) }),
  };
}

function anyOneOf(group: readonly string[]): SchemaObject {
  return { anyOf: group.map((option) => ({ required: [option] })) };
}

function choicesOf(properties: Readonly<Record<string, SchemaObject>>): [string, readonly string[]][] {
  return Object.entries(properties).flatMap(([name, option]): [string, readonly string[]][] => {
    const choices = option["enum"];
    return Array.isArray(choices) ? [[name, choices.map(String)]] : [];
  });
}

function combinations(choices: readonly (readonly [string, readonly string[]])[]): Record<string, string>[] {
  return choices.reduce<Record<string, string>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

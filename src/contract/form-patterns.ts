/**
 * The patterns of a form, which are checked apart from the rest of its schema: by Unicode's characters, as browsers and
 * JSON Schema read them. zod reads them by UTF-16 units, in which `\p{L}` is no letter. Pure.
 */
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";

/** Texts up to this many characters are held against a pattern: many patterns take their square of steps. */
export const LONGEST_MATCHED = 10_000;

/** A text that is not written as its pattern wants, or too long to tell. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly input: string;
  /** `null` where it is too long. */
  readonly pattern: string | null;
}

export interface PatternsApart {
  /** The schema without the patterns that `findMisfits` knows. */
  readonly rest: JsonObject;
  readonly findMisfits: (value: unknown) => readonly Misfit[];
}

/** Throws where a pattern is none. */
export function patternsApart(schema: JsonObject): PatternsApart {
  const { pattern, properties, items, ...rest } = schema;
  const own = typeof pattern === "string" ? parsePattern(pattern) : null;
  const fields = isJsonObject(properties) ? Object.entries(properties).map(fieldApart) : [];
  const entries = isJsonObject(items) ? patternsApart(items) : null;
  return {
    rest: {
      ...rest,
      ...(properties === undefined
        ? {}
        : { properties: Object.fromEntries(fields.map((field) => [field.name, field.rest])) }),
      ...(items === undefined ? {} : { items: entries?.rest ?? items }),
    },
    findMisfits: (value) => [
      ...misfitsOf(own, value),
      ...fields.flatMap(({ name, findMisfits }) => below(name, findMisfits(memberOf(value, name)))),
      ...(Array.isArray(value) ? value : []).flatMap((entry: unknown, index) =>
        below(index, entries?.findMisfits(entry) ?? []),
      ),
    ],
  };
}

function fieldApart([name, schema]: [string, Json]) {
  if (isJsonObject(schema)) return { name, ...patternsApart(schema) };
  return { name, rest: schema, findMisfits: (): readonly Misfit[] => [] };
}

/** Some patterns that were good for decades are none by Unicode's rules, such as `\-` outside of brackets. */
function parsePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}

function misfitsOf(pattern: RegExp | null, value: unknown): readonly Misfit[] {
  if (pattern === null || typeof value !== "string") return [];
  if (value.length > LONGEST_MATCHED) return [{ path: [], input: value, pattern: null }];
  return pattern.test(value) ? [] : [{ path: [], input: value, pattern: String(pattern) }];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function below(key: string | number, misfits: readonly Misfit[]): readonly Misfit[] {
  return misfits.map((misfit) => ({ ...misfit, path: [key, ...misfit.path] }));
}

/** Variables, as the settings are made of them: texts, addresses, lists and JSON. */
import type { z } from "zod";
import { settingInvalid } from "./setting-invalid.ts";

/** What the platform hands over, by name: variables, which are texts, beside bindings. */
export type Variables = Readonly<Record<string, unknown>>;

/** A variable's text; `undefined` where it is not set, empty, or a binding. */
export function readVariable(env: Variables, name: string): string | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An http or https address without a slash at its end. */
export function readUrl(env: Variables, name: string): string | undefined {
  const value = readVariable(env, name);
  if (value === undefined) return undefined;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, "");
  throw settingInvalid(name, "is not an http or https URL", `set ${name} under [vars] in wrangler.toml`);
}

/** Entries apart by commas or white space; none where the variable is not set. */
export function readList(env: Variables, name: string): readonly string[] {
  return listOf(readVariable(env, name) ?? "");
}

export function listOf(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((entry) => entry !== "");
}

/** What is said of JSON that is wrong: what it should be, such as "a JSON list", and how to set it. */
export interface JsonHint {
  readonly shape: string;
  readonly cure: string;
}

/** A variable of JSON; `undefined` where it is not set. Throws `setting-invalid` where it does not fit the schema. */
export function readJson<T>(env: Variables, name: string, schema: z.ZodType<T>, hint: JsonHint): T | undefined {
  const value = readVariable(env, name);
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(parseJsonOrNull(value));
  if (parsed.success) return parsed.data;
  throw settingInvalid(name, `is not ${hint.shape}: ${issueText(parsed.error)}`, hint.cure);
}

function parseJsonOrNull(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function issueText(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "value"}: ${issue.message}`).join("; ");
}

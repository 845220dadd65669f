/** Values by their keys, in KV. Every one of these may be repeated without harm. */
import type { Json } from "../../kernel/json.ts";
import { cutLine } from "../../notifications/cut-text.ts";
import { StepFailure } from "../step-failure.ts";

const MAX_KEYS = 10_000;
const MAX_SHOWN = 300;

/** The value; parsed where it is JSON, `null` where there is none. */
export async function getValue(namespace: KVNamespace, key: string): Promise<Json> {
  const text = await attempt(() => namespace.get(key, "text"));
  return text === null ? null : parseStored(text);
}

/** A text is stored as it is, anything else as JSON. */
export async function putValue(namespace: KVNamespace, key: string, value: unknown): Promise<null> {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
  await attempt(() => namespace.put(key, text));
  return null;
}

export async function deleteValue(namespace: KVNamespace, key: string): Promise<null> {
  await attempt(() => namespace.delete(key));
  return null;
}

/** All keys that begin with the prefix; a list with some missing would pass for a whole one, so too many fail. */
export async function listKeys(namespace: KVNamespace, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const page: KVNamespaceListResult<unknown> = await attempt(() => namespace.list({ prefix, cursor }));
    keys.push(...page.keys.map(({ name }) => name));
    cursor = page.list_complete ? null : page.cursor;
  } while (cursor !== null && keys.length < MAX_KEYS);
  if (cursor === null) return keys;
  throw new StepFailure(
    "data-too-many",
    `There are more than ${MAX_KEYS} keys; list them by a longer prefix (\`key\`).`,
    {
      retryable: "no",
    },
  );
}

/** A number with more digits than a number keeps stays a text. */
function parseStored(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "number" && String(value) !== text ? text : value;
  } catch {
    return text;
  }
}

async function attempt<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isFinal = error instanceof TypeError || /\b4(?!08|29)\d\d\b/.test(message);
    throw new StepFailure("data-failed", cutLine(message, MAX_SHOWN).text, { retryable: isFinal ? "no" : "yes" });
  }
}

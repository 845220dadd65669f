/** Request bodies, read within bounds and checked. */
import type { Context } from "hono";
import type { z } from "zod";
import { CountersignError, type FieldError } from "../kernel/errors.ts";
import { isDeeperThan } from "../kernel/json.ts";

/** What walks through a body must not run out of stack. */
const MOST_LEVELS = 200;

/** The body's text; refuses with `too-large` as soon as it has more bytes. */
export async function readText(c: Context, maxBytes: number): Promise<string> {
  const declared = Number(c.req.header("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A JSON body, whatever content type it was sent with; an empty one is `empty`, where that is given. */
export function parseBody<T extends z.ZodType>(text: string, schema: T, empty?: unknown): z.output<T> {
  const value = text.trim() === "" && empty !== undefined ? empty : parseJsonBody(text);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CountersignError("bad-request", "The body is not what this route takes; errors[] names what is wrong.", {
    errors: fieldErrors(parsed.error),
  });
}

export function fieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}

function parseJsonBody(text: string): unknown {
  const value = parsed(text);
  if (!isDeeperThan(value, MOST_LEVELS)) return value;
  throw new CountersignError("bad-request", `The body is nested deeper than ${MOST_LEVELS} levels.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CountersignError("bad-json", text.trim() === "" ? "The body is empty." : "The body is not valid JSON.");
  }
}

function tooLarge(maxBytes: number): CountersignError {
  return new CountersignError("too-large", `The body has more than ${Math.floor(maxBytes / 1024)} KiB.`);
}

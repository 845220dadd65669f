/** Forms, urlencoded or multipart, read within bounds. */
import type { Context } from "hono";
import { CountersignError } from "../kernel/errors.ts";
import { readText } from "./read-body.ts";
import { isFormPost } from "./wants-page.ts";

export type FormEntries = readonly (readonly [name: string, value: unknown])[];

/** A body can be read once, and who tells what went wrong needs to know what was sent. */
const readings = new WeakMap<Request, Promise<FormEntries>>();

/** Refuses with `too-large` as soon as the body has more bytes, and with `bad-request` where it is no form. */
export function readForm(c: Context, maxBytes: number): Promise<FormEntries> {
  const reading = readings.get(c.req.raw) ?? parseForm(c, maxBytes);
  readings.set(c.req.raw, reading);
  return reading;
}

/** What was sent, whatever came of it; nothing where it was no form, or too large. */
export async function sentForm(c: Context, maxBytes: number): Promise<FormEntries> {
  if (!isFormPost(c)) return [];
  try {
    return await readForm(c, maxBytes);
  } catch {
    return [];
  }
}

async function parseForm(c: Context, maxBytes: number): Promise<FormEntries> {
  const text = await readText(c, maxBytes);
  const contentType = c.req.header("content-type") ?? "";
  try {
    return [...(await new Response(text, { headers: { "content-type": contentType } }).formData()).entries()];
  } catch {
    throw new CountersignError("bad-request", "The form cannot be read.");
  }
}

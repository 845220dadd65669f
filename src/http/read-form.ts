/** Forms, urlencoded or multipart, read within bounds. */
import type { Context } from "hono";
import { CountersignError } from "../kernel/errors.ts";
import { readText } from "./read-body.ts";

export type FormEntries = readonly (readonly [name: string, value: unknown])[];

/** Refuses with `too-large` as soon as the body has more bytes, and with `bad-request` where it is no form. */
export async function readForm(c: Context, maxBytes: number): Promise<FormEntries> {
  const text = await readText(c, maxBytes);
  const contentType = c.req.header("content-type") ?? "";
  try {
    return [...(await new Response(text, { headers: { "content-type": contentType } }).formData()).entries()];
  } catch {
    throw new CountersignError("bad-request", "The form cannot be read.");
  }
}

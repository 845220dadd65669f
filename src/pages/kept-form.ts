/**
 * A form that came without a session: its fields go along through signing in, and are shown again afterwards. They are
 * never sent on by themselves: what somebody decides, they decide by a button, signed in.
 */
import type { FormEntries } from "../http/read-form.ts";
import { MAX_INPUT_BYTES } from "../runs/start-run.ts";

export interface KeptForm {
  /** The path it was sent to. */
  readonly path: string;
  readonly fields: readonly (readonly [name: string, text: string])[];
}

/** As much as the largest form may have, in bytes: the one that starts a run. A form writes most signs as three. */
export const MOST_KEPT = 3 * MAX_INPUT_BYTES;

/** Fields that a form may have; more are not from a page of ours. */
const MOST_FIELDS = 500;

/** Before the names of its fields in the form of the sign-in page. */
const PREFIX = "kept:";

export function keepForm(path: string, entries: FormEntries): KeptForm | null {
  const fields = entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return fields.length === 0 || fields.length > MOST_FIELDS ? null : { path, fields };
}

/** The inputs by which the sign-in page carries it. */
export function hiddenFields(kept: KeptForm | null): readonly (readonly [name: string, text: string])[] {
  if (kept === null) return [];
  return [["kept-path", kept.path], ...kept.fields.map(([name, text]) => [`${PREFIX}${name}`, text] as const)];
}

/** What `hiddenFields` carried, from what the sign-in page sent. */
export function keptIn(entries: FormEntries): KeptForm | null {
  const [, path] = entries.find(([name]) => name === "kept-path") ?? [];
  if (typeof path !== "string") return null;
  return keepForm(
    path,
    entries.filter(([name]) => name.startsWith(PREFIX)).map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
}

/** Changes to a proposal, checked; and what of it they change. A rejection changes nothing. */
import type { z } from "zod";
import { formSchema } from "../contract/form-schema.ts";
import { type Change, changesBetween, membersBetween } from "../kernel/changes.ts";
import { byteLength, type Json, type JsonObject } from "../kernel/json.ts";
import { type CheckedValues, fill } from "./check-values.ts";
import { editForm } from "./edit-form.ts";

/** As much as data may have. */
const MAX_VALUES_BYTES = 900 * 1024;

/** More than these tell nobody anything; the hash in the record covers all. */
const MAX_PATHS = 100;
const MAX_PATH_LENGTH = 200;

/** The proposal with what was given in place of its members. Members that do not fit the form count as not given. */
export function checkEdits(
  { form, proposal }: { readonly form: Json; readonly proposal: JsonObject },
  given: { readonly approved: boolean; readonly values?: JsonObject },
): CheckedValues {
  if (!given.approved) return { ok: true, values: undefined };
  const schema = formSchema(form ?? editForm(proposal));
  const edits = given.values ?? {};
  const untouched = fittingMembers(schema, without(proposal, edits));
  const filled = fill(schema, { ...untouched, ...edits });
  if (!filled.ok) return filled;
  const values = { ...proposal, ...without(filled.values, untouched) };
  if (byteLength(JSON.stringify(values)) <= MAX_VALUES_BYTES) return { ok: true, values };
  return { ok: false, errors: [{ path: "values", message: "Changed like this, the data has more than 900 KiB." }] };
}

/** What of the proposal is no longer as it was. Answers to fields that it does not have are no edits. */
export function editsBetween(proposal: JsonObject, values: JsonObject): Change[] {
  const after = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(proposal, name)));
  const all = changesBetween(proposal, after);
  return all.length <= MAX_PATHS ? all : membersBetween(proposal, after);
}

/** Where: `amount`, `lines.2`. */
export function editedPaths(proposal: JsonObject, values: JsonObject): string[] {
  const edits = editsBetween(proposal, values).slice(0, MAX_PATHS);
  return edits.map(({ path }) => path.join(".").slice(0, MAX_PATH_LENGTH));
}

/** Members that the form asks for and takes. */
function fittingMembers(schema: z.ZodType, members: JsonObject): JsonObject {
  const parsed = schema.safeParse(members);
  if (parsed.success) return members;
  const unfit = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : issue.path.slice(0, 1).map(String),
  );
  return without(members, Object.fromEntries(unfit.map((name) => [name, true])));
}

function without(members: JsonObject, others: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(others, name)));
}

/** What somebody filled into a dialogue, as an answer; and what was wrong with it, at the inputs. */
import { z } from "zod";
import type { GivenAnswer } from "../../approvals/decide.ts";
import { type FormField, formFields } from "../../html/form/form-field.ts";
import { parseFormValues } from "../../html/form/parse-form-values.ts";
import type { FieldError } from "../../kernel/errors.ts";
import type { Json } from "../../kernel/json.ts";
import type { SlackDecision } from "../../notifications/slack/block-kit.ts";
import { type DialogueIds, fieldBlockId } from "./dialogue.ts";
import { INPUT, inputText } from "./dialogue-input.ts";
import type { Input, Submission } from "./interaction.ts";

export interface ReadDialogue {
  readonly decision: SlackDecision;
  readonly ids: DialogueIds;
}

const Ids = z.object({ approvalId: z.string(), channel: z.string().optional(), ts: z.string().optional() });

/** Which dialogue it was; `null` for none of ours. */
export function readDialogue({ view }: Submission): ReadDialogue | null {
  const { callback_id: decision, private_metadata: metadata } = view;
  if (decision !== "approve" && decision !== "reject") return null;
  const ids = Ids.safeParse(parseOrNull(metadata));
  if (!ids.success) return null;
  const { approvalId, channel, ts } = ids.data;
  return { decision, ids: { approvalId, ...(channel === undefined || ts === undefined ? {} : { channel, ts }) } };
}

/** Who rejects need not fill in the author's fields. */
export function readAnswer(submission: Submission, decision: SlackDecision, form: Json): GivenAnswer {
  const feedback = textIn(submission, "feedback");
  const reason = textIn(submission, "reason");
  const comment = feedback.trim() === "" ? {} : { feedback };
  if (decision === "reject") return { approved: false, ...comment, ...(reason.trim() === "" ? {} : { reason }) };
  const texts = formFields(form).map((field, position) => [field.name, fieldTextIn(submission, field, position)]);
  const values = parseFormValues(form, Object.fromEntries(texts));
  return { approved: true, ...comment, ...(Object.keys(values).length === 0 ? {} : { values }) };
}

/** One message for each input, as `response_action: errors` takes them; what no input is about stands at the last. */
export function errorsAtInputs(form: Json, errors: readonly FieldError[]): Record<string, string> {
  const fields = formFields(form);
  const atInputs = errors.map(({ path, message }) => [blockOf(fields, path), message] as const);
  // The first of several at one input is the one shown: a later entry would take its place.
  return Object.fromEntries(atInputs.toReversed());
}

function blockOf(fields: readonly FormField[], path: string): string {
  const position = fields.findIndex(({ name }) => path === `values.${name}` || path.startsWith(`values.${name}.`));
  return position === -1 ? "feedback" : fieldBlockId(position);
}

function fieldTextIn(submission: Submission, field: FormField, position: number): string {
  return inputText(field, inputIn(submission, fieldBlockId(position)));
}

function textIn(submission: Submission, blockId: string): string {
  return inputIn(submission, blockId)?.value ?? "";
}

function inputIn({ view }: Submission, blockId: string): Input | undefined {
  return view.state.values[blockId]?.[INPUT];
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The dialogue in which somebody approves with the form filled in, or rejects with a reason. */
import type { OpenLink } from "../../contract/link-view.ts";
import { fieldText } from "../../html/form/field-text.ts";
import { formFields } from "../../html/form/form-field.ts";
import { words } from "../../html/words/words.ts";
import type { Block, PlainTextObject, SlackDecision } from "../../notifications/slack/block-kit.ts";
import { plain, plainSection } from "../../notifications/slack/slack-text.ts";
import type { SlackMessageRef } from "../../notifications/slack/post-as-bot.ts";
import { fitsInput, type InputBlock, inputBlock, textBlock } from "./dialogue-input.ts";
import { slackWords } from "./slack-words.ts";

export interface SlackView {
  readonly type: "modal";
  readonly callback_id: SlackDecision | "told";
  readonly private_metadata: string;
  readonly title: PlainTextObject;
  readonly submit?: PlainTextObject;
  readonly close: PlainTextObject;
  readonly blocks: readonly (Block | InputBlock)[];
}

/** What a dialogue remembers: ids alone, nothing that opens anything. */
export interface DialogueIds extends Partial<SlackMessageRef> {
  readonly approvalId: string;
}

const MAX_BUTTON = 24;
/** Slack allows 100 blocks; the question and the comment take two. */
const MAX_FIELDS = 95;

/** By its position: a schema's names may hold anything. */
export function fieldBlockId(position: number): string {
  return `value-${position}`;
}

/** The dialogue, or `null` where Slack cannot show the form whole. */
export function renderDialogue(decision: SlackDecision, view: OpenLink, ids: DialogueIds): SlackView | null {
  const inputs = decision === "approve" ? formInputs(view) : [textBlock("reason", words.answer.reason)];
  if (inputs === null) return null;
  const name = words.answer[decision];
  return {
    type: "modal",
    callback_id: decision,
    private_metadata: JSON.stringify(ids),
    title: plain(name, MAX_BUTTON),
    submit: plain(name, MAX_BUTTON),
    close: plain(slackWords.cancel, MAX_BUTTON),
    blocks: [...plainSection(view.prompt), ...inputs, textBlock("feedback", words.answer.feedback)],
  };
}

/** What came of an answer, in place of the dialogue. */
export function renderTold(decision: SlackDecision, text: string): SlackView {
  return {
    type: "modal",
    callback_id: "told",
    private_metadata: "",
    title: plain(words.answer[decision], MAX_BUTTON),
    close: plain(slackWords.close, MAX_BUTTON),
    blocks: plainSection(text),
  };
}

function formInputs(view: OpenLink): InputBlock[] | null {
  const fields = formFields(view.form).map((field) => ({ field, text: fieldText(field, view.data, null) }));
  if (fields.length > MAX_FIELDS || !fields.every(({ field, text }) => fitsInput(field, text))) return null;
  return fields.map(({ field, text }, position) => inputBlock(field, fieldBlockId(position), text));
}

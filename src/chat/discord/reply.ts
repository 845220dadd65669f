/** What Discord is told at once: within three seconds, or it tells the person that the button failed. */
import { words } from "../../html/words/words.ts";
import { cutText } from "../../notifications/cut-text.ts";
import { type DiscordDecision, decisionId } from "../../notifications/discord/discord-buttons.ts";
import { MAX_CONTENT, NOBODY } from "../../notifications/discord/discord-message.ts";

/** Seen by the person alone. */
const EPHEMERAL = 64;
/** The most that Discord lets an input hold. */
const MAX_INPUT = 4_000;

export interface PrivateMessage {
  readonly content: string;
  readonly allowed_mentions: typeof NOBODY;
}

export type Reply =
  | { readonly type: 1 }
  | { readonly type: 4; readonly data: PrivateMessage & { readonly flags: typeof EPHEMERAL } }
  | { readonly type: 5; readonly data: { readonly flags: typeof EPHEMERAL } }
  | { readonly type: 9; readonly data: Dialogue };

interface Dialogue {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly { readonly type: 1; readonly components: readonly [TextInput] }[];
}

interface TextInput {
  readonly type: 4;
  readonly custom_id: "reason" | "feedback";
  readonly label: string;
  readonly style: 2;
  readonly required: false;
  readonly max_length: number;
}

export const PONG = { type: 1 } as const satisfies Reply;

/** "Thinking …", until the message comes. */
export const LATER = { type: 5, data: { flags: EPHEMERAL } } as const satisfies Reply;

/** @param text - escaped */
export function privately(text: string): Reply {
  return { type: 4, data: { ...privateMessage(text), flags: EPHEMERAL } };
}

/** @param text - escaped */
export function privateMessage(text: string): PrivateMessage {
  return { content: cutText(text, MAX_CONTENT).text, allowed_mentions: NOBODY };
}

/** Asks why. */
export function rejectDialogue(approvalId: string): Reply {
  const decision: DiscordDecision = "reject";
  return {
    type: 9,
    data: {
      custom_id: decisionId(decision, approvalId),
      title: words.answer.reject,
      components: [textInput("reason", words.answer.reason), textInput("feedback", words.answer.feedback)],
    },
  };
}

function textInput(name: TextInput["custom_id"], label: string): Dialogue["components"][number] {
  return {
    type: 1,
    components: [{ type: 4, custom_id: name, label, style: 2, required: false, max_length: MAX_INPUT }],
  };
}

/** The part of Slack's Block Kit that is used here, and its limits (docs.slack.dev/reference/block-kit). */

export interface PlainTextObject {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: boolean;
}

export interface MrkdwnObject {
  readonly type: "mrkdwn";
  readonly text: string;
  /** True: what looks like a channel, a person or an address in the text is left alone. */
  readonly verbatim: true;
}

interface ButtonLook {
  readonly type: "button";
  readonly action_id: string;
  readonly text: PlainTextObject;
  readonly style?: "primary" | "danger";
}

export interface UrlButton extends ButtonLook {
  readonly url: string;
}

/** Pressed, it has Slack call `POST /chat/slack/interactions`. */
export interface DecisionButton extends ButtonLook {
  readonly action_id: SlackDecision;
  /** The approval's id. */
  readonly value: string;
}

export type SlackButton = UrlButton | DecisionButton;

/** What the buttons that decide are called, and the dialogues they open. */
export type SlackDecision = "approve" | "reject";

export type Block =
  | { readonly type: "header"; readonly text: PlainTextObject }
  | {
      readonly type: "section";
      readonly text: PlainTextObject | MrkdwnObject;
      readonly accessory?: UrlButton;
    }
  | { readonly type: "section"; readonly fields: readonly MrkdwnObject[] }
  | { readonly type: "actions"; readonly elements: readonly SlackButton[] }
  | { readonly type: "context"; readonly elements: readonly MrkdwnObject[] };

export interface SlackMessage {
  /** What notifications and screen readers say, and clients that know no blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Off: else Slack's crawler opens the links. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

export const MAX_HEADER = 150;
export const MAX_SECTION = 3_000;
export const MAX_URL = 3_000;

/** The part of Adaptive Cards 1.4 that is used here (adaptivecards.io/explorer), in the message that Teams takes. */

export interface TextBlock {
  readonly type: "TextBlock";
  readonly text: string;
  readonly wrap: true;
  readonly size?: "large";
  readonly weight?: "bolder";
  readonly isSubtle?: true;
  readonly fontType?: "monospace";
}

export interface FactSet {
  readonly type: "FactSet";
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

export interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
  readonly style?: "positive" | "destructive";
}

export interface AdaptiveCard {
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly type: "AdaptiveCard";
  readonly version: "1.4";
  /** What notifications and screen readers say. */
  readonly fallbackText: string;
  readonly body: readonly (TextBlock | FactSet)[];
  readonly actions: readonly OpenUrl[];
}

export interface TeamsMessage {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: readonly [
    {
      readonly contentType: "application/vnd.microsoft.card.adaptive";
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

/** Of the whole message, in bytes. */
export const MAX_MESSAGE_BYTES = 28 * 1_024;

/** `title` is escaped. */
export function teamsMessage(title: string, card: Pick<AdaptiveCard, "body" | "actions">): TeamsMessage {
  const content: AdaptiveCard = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    fallbackText: title,
    ...card,
  };
  return {
    type: "message",
    summary: title,
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

export function textBlock(text: string, look: Omit<TextBlock, "type" | "text" | "wrap"> = {}): TextBlock {
  return { type: "TextBlock", text, wrap: true, ...look };
}

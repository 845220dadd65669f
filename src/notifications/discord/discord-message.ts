/** The part of Discord's messages that is used here, and its limits (docs.discord.com/developers/resources/message). */

export interface Embed {
  readonly title: string;
  readonly description?: string;
  readonly color: number;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
}

interface ButtonLook {
  readonly type: 2;
  readonly label: string;
}

/** All that a channel's own webhook can have. */
export interface LinkButton extends ButtonLook {
  readonly style: 5;
  readonly url: string;
}

/** Pressed, it has Discord call `POST /chat/discord/interactions`. */
export interface DecisionButton extends ButtonLook {
  /** Green or red. */
  readonly style: 3 | 4;
  /** As `decisionId` writes it. */
  readonly custom_id: string;
}

export type DiscordButton = LinkButton | DecisionButton;

export interface ActionRow {
  readonly type: 1;
  readonly components: readonly DiscordButton[];
}

export interface DiscordMessage {
  readonly content: string;
  readonly embeds: readonly Embed[];
  /** Empty, too, is said: it takes away what was there. */
  readonly components: readonly ActionRow[];
  /** Whatever the texts say, nobody is pinged. */
  readonly allowed_mentions: { readonly parse: readonly [] };
  /** `SUPPRESS_EMBEDS`, where the content may have addresses: else Discord's crawler opens them. It hides our own embeds too. */
  readonly flags?: typeof SUPPRESS_EMBEDS;
}

export const SUPPRESS_EMBEDS = 4;
export const NOBODY = { parse: [] } as const;

export const MAX_CONTENT = 2_000;
export const MAX_TITLE = 256;
/** Discord takes 4,096; an embed has 6,000 in all. */
export const MAX_DESCRIPTION = 4_096;
export const MAX_BUTTON_URL = 512;

export function linkButton(label: string, url: string): LinkButton {
  return { type: 2, style: 5, label, url };
}

export function actionRow(components: readonly DiscordButton[]): ActionRow {
  return { type: 1, components };
}

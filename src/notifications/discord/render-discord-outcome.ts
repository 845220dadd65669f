/** The news that an approval is over as a Discord message. It also takes the place of the message that asked: no buttons. */
import { cutLine, cutText } from "../cut-text.ts";
import type { OutcomeNotice } from "../notice.ts";
import { outcomeContent } from "../outcome-content.ts";
import { type DiscordMessage, MAX_DESCRIPTION, MAX_TITLE, NOBODY } from "./discord-message.ts";
import { escapeDiscord } from "./escape-discord.ts";

const LOOK = {
  approved: { emoji: "✅", color: 0x1a_7f_37 },
  rejected: { emoji: "❌", color: 0xcf_22_2e },
  timeout: { emoji: "⌛", color: 0x6e_77_81 },
  cancelled: { emoji: "↩️", color: 0x6e_77_81 },
} as const;

const MAX_FIELD = 200;

export function renderDiscordOutcome(outcome: OutcomeNotice): DiscordMessage {
  const { title, what, prompt, details } = outcomeContent(outcome);
  const { emoji, color } = LOOK[outcome.status];
  const texts = [what, ...details.map(([label, text]) => `${label}: ${text}`), prompt];
  return {
    content: "",
    embeds: [
      {
        title: cutLine(`${emoji} ${title}`, MAX_TITLE, escapeDiscord).text,
        description: cutText(texts.join("\n\n"), MAX_DESCRIPTION, escapeDiscord).text,
        color,
        fields: [
          field("Asked by", outcome.requestedBy),
          ...(outcome.runId === null ? [] : [field("Run", outcome.runId)]),
        ],
      },
    ],
    components: [],
    allowed_mentions: NOBODY,
  };
}

function field(name: string, value: string) {
  const { text } = cutLine(value, MAX_FIELD, escapeDiscord);
  return { name, value: text === "" ? "—" : text, inline: true };
}

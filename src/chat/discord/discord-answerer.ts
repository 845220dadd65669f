/** Somebody in Discord, as one who answers: known by the number of their account. */
import type { ChatAnswerer } from "../answer-as-person.ts";
import { discordWords } from "./discord-words.ts";

export function discordAnswerer(userId: string): ChatAnswerer {
  const id = `discord:${userId}`;
  return {
    credential: { by: "chat", channel: "discord", person: { id, email: null } },
    says: { stranger: discordWords.stranger(id), onPage: discordWords.onPage },
  };
}

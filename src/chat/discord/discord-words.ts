/** What only the Discord door says. */
import { chatWords } from "../chat-words.ts";

export const discordWords = {
  /** With the name that they go by here, for whoever writes the list of approvers. */
  stranger: (id: string) => `${chatWords.stranger} Here you are \`${id}\`.`,
  onPage: "This request has something to fill in: press “See all of it” and answer on its page.",
  failed: "Something went wrong on our side. Press “See all of it” to see what is recorded.",
} as const;

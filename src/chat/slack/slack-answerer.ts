/** Somebody found in Slack, as one who answers. */
import type { ChatAnswerer } from "../answer-as-person.ts";
import { chatWords } from "../chat-words.ts";
import type { FoundPerson } from "./find-person.ts";
import { slackWords } from "./slack-words.ts";

/** `null`: people of other organisations do not answer. */
export function slackAnswerer(found: FoundPerson): ChatAnswerer | null {
  if (found.kind === "foreign") return null;
  return {
    credential: { by: "chat", channel: "slack", person: found.person },
    says: {
      stranger: found.kind === "id-only" ? slackWords.unproved : chatWords.stranger,
      onPage: slackWords.onPage,
    },
  };
}

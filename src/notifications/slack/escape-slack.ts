/** User text in Slack: `& < >` escaped, so that no mention, link or date can be made of it, and no ping either. */
import type { Escape } from "../cut-text.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const PING = /^(?:here|channel|everyone)\b/i;
/** Zero width: parts what must not be read together, and is not seen. */
const APART = "\u200B";

/** For `plain_text`, and for `mrkdwn` inside a code block, out of which no run of backticks breaks. */
export const escapeSlack: Escape = (character, index, text) => {
  if (character === "`" && text[index + 1] === "`") return character + APART;
  if (character === "@" && isPing(text, index)) return character + APART;
  return ENTITIES[character] ?? character;
};

/** `@here`, but not the `@` of `ana@here.example`. */
function isPing(text: string, at: number): boolean {
  return !/\w/.test(text[at - 1] ?? "") && PING.test(text.slice(at + 1, at + 10));
}

/** For `mrkdwn` inside a code span: one line, and no backtick, which would end it. */
export const escapeCodeSpan: Escape = (character, index, text) =>
  character === "`" ? "ˋ" : escapeSlack(character, index, text);

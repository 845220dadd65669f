/** Divides an author's prompt into a heading and the text below it. */

/** A longer first line would be no heading. */
const MAX_HEADING = 140;

export interface PromptHead {
  /** `null` where the prompt has no line that would do. */
  readonly heading: string | null;
  readonly body: string;
}

export function promptHead(prompt: string): PromptHead {
  const text = prompt.trim();
  const [line = ""] = text.split(/\r\n?|\n/, 1);
  if (line.length > MAX_HEADING || !/[\p{L}\p{N}]/u.test(line)) return { heading: null, body: text };
  return { heading: line.replace(/^#{1,6}\s+/, "").trim(), body: text.slice(line.length).trim() };
}

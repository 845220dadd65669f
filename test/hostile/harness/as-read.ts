/** A text as a curious one reads it: the JSON in signed tokens, such as receipts, is there for everybody. */
export function asRead(text: string): string {
  const tokens = text.match(/\beyJ[\w-]{16,}/g) ?? [];
  return [text, ...tokens.map((token) => Buffer.from(token, "base64url").toString())].join("\n");
}

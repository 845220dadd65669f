/** Markdown as it may be read from anybody: HTML in it is text, and links lead to a few protocols alone. */
import { Marked, type MarkedExtension, type TokenizerObject, type TokensList } from "marked";

/** Without these, what looks like HTML is text like any other. */
const NO_HTML: TokenizerObject = { html: () => undefined, tag: () => undefined };

export const SAFE_MARKDOWN: MarkedExtension = { breaks: true, gfm: true, tokenizer: NO_HTML };

const LINK_PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** The text in its parts. */
export function readMarkdown(text: string): TokensList {
  return new Marked(SAFE_MARKDOWN).lexer(text);
}

/** The address as browsers understand it, if it is one that a link may lead to. */
export function linkAddress(text: string): URL | null {
  const url = URL.parse(text.trim());
  return url !== null && LINK_PROTOCOLS.has(url.protocol) ? url : null;
}

/**
 * Markdown to HTML for a mail. Of the author's text, Markdown becomes markup, and HTML is shown as text; values are
 * shown as text whatever they hold, and take no part in what is markup: while Markdown is read, a random word stands in
 * the place of each.
 */
import { Marked, type RendererObject, type Tokens } from "marked";
import type { MarkupPart } from "../../expressions/evaluate-markup.ts";
import { escapeHtml, htmlLines } from "../../notifications/email/escape-html.ts";
import { linkAddress, SAFE_MARKDOWN } from "../../kernel/markdown.ts";
import { plainText } from "../../notifications/plain-text.ts";

const IMAGE_PROTOCOLS = new Set(["http:", "https:"]);

/** HTML that is safe to stand in a mail's body. */
export function renderMarkup(parts: readonly MarkupPart[]): string {
  const stand = new StandIns();
  const source = parts.map(({ by, text }) => (by === "author" ? plainText(text) : stand.in(plainText(text)))).join("");
  const html = new Marked(SAFE_MARKDOWN, { renderer: renderer(stand) }).parse(source, { async: false });
  return stand.replaceIn(html, htmlLines).trimEnd();
}

/** Words that stand for values. Letters and digits alone, so that Markdown leaves them as they are. */
class StandIns {
  readonly #word = `v${crypto.randomUUID().replaceAll("-", "")}n`;
  readonly #values: string[] = [];

  in(value: string): string {
    this.#values.push(value);
    return `${this.#word}${this.#values.length - 1}z`;
  }

  /** Puts the values in their places, written as the place needs it. */
  replaceIn(text: string, write: (value: string) => string): string {
    return text.replace(new RegExp(`${this.#word}(\\d+)z`, "g"), (_, index) =>
      write(this.#values[Number(index)] ?? ""),
    );
  }
}

/** Whatever marked would write into an attribute is written here instead: outside attributes, values are HTML text. */
function renderer(stand: StandIns): RendererObject {
  const attribute = (text: string): string => escapeHtml(stand.replaceIn(text, asIs));
  return {
    code: ({ text }) => `<pre style="white-space:pre-wrap"><code>${escapeHtml(text)}</code></pre>\n`,
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
    link({ href, tokens }: Tokens.Link) {
      const label = this.parser.parseInline(tokens);
      const target = linkAddress(stand.replaceIn(href, asIs));
      return target === null ? label : `<a href="${escapeHtml(target.href)}">${label}</a>`;
    },
    image({ href, text }: Tokens.Image) {
      const source = linkAddress(stand.replaceIn(href, asIs));
      if (source === null || !IMAGE_PROTOCOLS.has(source.protocol)) return escapeHtml(text);
      return `<img src="${escapeHtml(source.href)}" alt="${attribute(text)}" style="max-width:100%">`;
    },
  };
}

function asIs(value: string): string {
  return value;
}

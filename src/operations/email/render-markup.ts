/**
 * Markdown to HTML for a mail. Of the author's text, Markdown becomes markup, and HTML is shown as text; values are
 * shown as text whatever they hold, and take no part in what is markup: while Markdown is read, a random word stands in
 * the place of each.
 */
import { Marked, type MarkedExtension, type RendererObject, type TokenizerObject, type Tokens } from "marked";
import type { MarkupPart } from "../../expressions/evaluate-markup.ts";
import { escapeHtml, htmlLines } from "../../notifications/email/escape-html.ts";
import { plainText } from "../../notifications/plain-text.ts";

const LINK_PROTOCOLS = new Set(["http:", "https:", "mailto:"]);
const IMAGE_PROTOCOLS = new Set(["http:", "https:"]);

/** Without these, what looks like HTML is text like any other. */
const NO_HTML: TokenizerObject = { html: () => undefined, tag: () => undefined };

/** HTML that is safe to stand in a mail's body. */
export function renderMarkup(parts: readonly MarkupPart[]): string {
  const stand = new StandIns();
  const source = parts.map(({ by, text }) => (by === "author" ? plainText(text) : stand.in(plainText(text)))).join("");
  const html = new Marked(options(stand)).parse(source, { async: false });
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

function options(stand: StandIns): MarkedExtension {
  return { breaks: true, gfm: true, tokenizer: NO_HTML, renderer: renderer(stand) };
}

/** Whatever marked would write into an attribute is written here instead: outside attributes, values are HTML text. */
function renderer(stand: StandIns): RendererObject {
  const attribute = (text: string): string => escapeHtml(stand.replaceIn(text, asIs));
  return {
    code: ({ text }) => `<pre style="white-space:pre-wrap"><code>${escapeHtml(text)}</code></pre>\n`,
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
    link({ href, tokens }: Tokens.Link) {
      const label = this.parser.parseInline(tokens);
      const target = addressOf(stand.replaceIn(href, asIs), LINK_PROTOCOLS);
      return target === null ? label : `<a href="${escapeHtml(target)}">${label}</a>`;
    },
    image({ href, text }: Tokens.Image) {
      const source = addressOf(stand.replaceIn(href, asIs), IMAGE_PROTOCOLS);
      if (source === null) return escapeHtml(text);
      return `<img src="${escapeHtml(source)}" alt="${attribute(text)}" style="max-width:100%">`;
    },
  };
}

/** The address as browsers understand it, if it is of one of the protocols. */
function addressOf(text: string, protocols: ReadonlySet<string>): string | null {
  const url = URL.parse(text.trim());
  return url !== null && protocols.has(url.protocol) ? url.href : null;
}

function asIs(value: string): string {
  return value;
}

/** Markdown on a page: from a few kinds of element alone, made as nodes. What is none of them is shown as it was written. */
import type { Child } from "hono/jsx";
import type { MarkedToken, Token, Tokens } from "marked";
import { linkAddress, readMarkdown } from "../kernel/markdown.ts";
import { renderParts, TextBlock } from "./text.tsx";
import { words } from "./words/words.ts";

/** Beyond these, a text is shown as it was written: to find out which mark belongs to which would take long. */
const MAX_LENGTH = 20_000;
const MAX_MARKS = 1_000;
const MARK = /[*_~`[\]<>!]/g;

/** Deeper nesting says nothing any more. */
const MAX_DEPTH = 12;

/** The page's own headings stand above those of a text. */
const HEADINGS = ["h3", "h4", "h5", "h6", "h6", "h6"] as const;

/** A text in paragraphs, lists and so on. */
export function Markdown({ value }: { readonly value: string }) {
  const blocks = blocksOf(value);
  if (blocks === null) return <TextBlock value={value} />;
  return (
    <div class="md" dir="auto">
      {renderTokens(blocks, 0)}
    </div>
  );
}

/** The text of one line, as of a heading. */
export function MarkdownLine({ value }: { readonly value: string }) {
  const [block] = blocksOf(value) ?? [];
  const tokens = block?.type === "heading" || block?.type === "paragraph" ? block.tokens : undefined;
  return <bdi>{tokens === undefined ? renderParts(value) : renderTokens(tokens, 0)}</bdi>;
}

/** `null` where there is too much of it, or where it nests too deep to be read. */
function blocksOf(value: string): readonly Token[] | null {
  if (value.length > MAX_LENGTH || (value.match(MARK)?.length ?? 0) > MAX_MARKS) return null;
  try {
    return readMarkdown(value);
  } catch {
    return null;
  }
}

function renderTokens(tokens: readonly Token[], depth: number): Child {
  return tokens.map((token) =>
    depth > MAX_DEPTH ? renderParts(token.raw) : renderToken(token as MarkedToken, depth + 1),
  );
}

function renderToken(token: MarkedToken, depth: number): Child {
  switch (token.type) {
    case "space":
      return "";
    case "text":
    case "escape":
      return "tokens" in token && token.tokens !== undefined
        ? renderTokens(token.tokens, depth)
        : renderParts(token.text);
    case "paragraph":
      return <p>{renderTokens(token.tokens, depth)}</p>;
    case "heading":
      return <Heading token={token} depth={depth} />;
    case "strong":
      return <strong>{renderTokens(token.tokens, depth)}</strong>;
    case "em":
      return <em>{renderTokens(token.tokens, depth)}</em>;
    case "del":
      return <s>{renderTokens(token.tokens, depth)}</s>;
    case "codespan":
      return <code>{renderParts(token.text)}</code>;
    case "code":
      return (
        <pre dir="ltr" tabindex={0}>
          {renderParts(`\n${token.text}`)}
        </pre>
      );
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "blockquote":
      return <blockquote>{renderTokens(token.tokens, depth)}</blockquote>;
    case "list":
      return <List token={token} depth={depth} />;
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "table":
      return <Table token={token} depth={depth} />;
    case "link":
      return (
        <Link href={token.href} written={token.text}>
          {renderTokens(token.tokens, depth)}
        </Link>
      );
    case "image":
      return (
        <Link href={token.href} written={token.text}>
          {renderParts(words.values.image(token.text))}
        </Link>
      );
    default:
      return renderParts(token.raw);
  }
}

interface PartProps<T> {
  readonly token: T;
  readonly depth: number;
}

function Heading({ token, depth }: PartProps<Tokens.Heading>) {
  const Level = HEADINGS[token.depth - 1] ?? "h6";
  return <Level>{renderTokens(token.tokens, depth)}</Level>;
}

function List({ token, depth }: PartProps<Tokens.List>) {
  const items = token.items.map((item) => <li>{renderTokens(item.tokens, depth)}</li>);
  return token.ordered ? <ol start={token.start === "" ? undefined : token.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token, depth }: PartProps<Tokens.Table>) {
  return (
    <div class="wide" role="region" aria-label={words.values.table(token.rows.length)} tabindex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell) => (
              <th scope="col">{renderTokens(cell.tokens, depth)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{renderTokens(cell.tokens, depth)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LinkProps {
  readonly href: string;
  /** The words by which it is shown. */
  readonly written: string;
  readonly children: Child;
}

/** Says where it leads wherever its words do not. */
function Link({ href, written, children }: LinkProps) {
  const url = linkAddress(href);
  if (url === null)
    return (
      <>
        {children} ({renderParts(href)})
      </>
    );
  const place = url.protocol === "mailto:" ? decodeURI(url.pathname) : url.host;
  const isSaid = url.protocol === "mailto:" ? written === place : linkAddress(written)?.host === url.host;
  return (
    <>
      <a href={url.href} rel="noopener noreferrer nofollow" target="_blank">
        {children}
      </a>
      {!isSaid && <span class="soft"> ({renderParts(place)})</span>}
    </>
  );
}

/** Draws a readable value. */
import { DifferenceView } from "../difference/difference-view.tsx";
import { UnifiedDiff } from "../difference/unified-diff.tsx";
import { labelOf } from "../label-of.ts";
import { looksLikeDiff, looksLikeMarkdown, looksLikeToken } from "../looks-like.ts";
import { Markdown } from "../markdown.tsx";
import { formatDay, PointInTime } from "../moment.tsx";
import { Text, TextBlock } from "../text.tsx";
import { words } from "../words/words.ts";
import { formatNumber } from "./format-number.ts";
import { parseTime } from "./parse-time.ts";
import type { Readable, ReadableField, TableRow } from "./readable.ts";

const TOKEN_SHOWN = 16;

interface ValueProps {
  readonly node: Readable;
  /** Of the field that holds the value. */
  readonly name?: string;
  readonly depth?: number;
}

export function ValueView({ node, name, depth = 0 }: ValueProps) {
  switch (node.kind) {
    case "nothing":
      return <Soft>{words.values.nothing}</Soft>;
    case "boolean":
      return <>{node.value ? words.values.yes : words.values.no}</>;
    case "number":
      return <>{formatNumber(node.value, name)}</>;
    case "text":
      return <TextView node={node} depth={depth} />;
    case "difference":
      return <Differences node={node} />;
    case "fields":
      return <FieldsView node={node} depth={depth} />;
    case "list":
      return <ListView node={node} depth={depth} />;
    case "table":
      return <TableView node={node} name={name} />;
    case "folded":
      return (
        <Soft>
          {words.values.folded(
            node.of === "fields" ? words.values.fields(node.count) : words.values.entries(node.count),
          )}
        </Soft>
      );
    default:
      return node satisfies never;
  }
}

function Soft({ children }: { readonly children: string }) {
  return <span class="soft">{children}</span>;
}

/** A text that is all there is may be long; one field among others shows its beginning and folds the rest. */
function TextView({ node, depth }: NodeProps<"text">) {
  if (node.text === "") return <Soft>{words.values.emptyText}</Soft>;
  if (node.leftOut === 0) {
    const time = parseTime(node.text);
    if (time !== null)
      return time.hasHour ? <PointInTime at={time.at} /> : <time datetime={node.text}>{formatDay(time.at)}</time>;
    if (looksLikeDiff(node.text)) return <UnifiedDiff text={node.text} />;
    if (looksLikeToken(node.text)) return <Token text={node.text} />;
    if (looksLikeMarkdown(node.text)) return <Formatted text={node.text} />;
  }
  return (
    <>
      <TextBlock value={node.text} limit={depth === 0 ? 20_000 : 2_000} />
      {node.leftOut > 0 && <LeftOut>{words.values.textLeftOut(formatNumber(node.leftOut))}</LeftOut>}
    </>
  );
}

/** Laid out, and as it was written: what is approved is what was written. */
function Formatted({ text }: { readonly text: string }) {
  return (
    <>
      <Markdown value={text} />
      <details>
        <summary>{words.values.asWritten}</summary>
        <TextBlock value={text} />
      </details>
    </>
  );
}

/** Its beginning, to know it by; the whole, to be copied. */
function Token({ text }: { readonly text: string }) {
  return (
    <details>
      <summary>
        <span class="mono">{text.slice(0, TOKEN_SHOWN)}…</span> {words.values.token(formatNumber(text.length))}
      </summary>
      <pre dir="ltr" tabindex={0}>
        {`\n${text}`}
      </pre>
    </details>
  );
}

function Differences({ node: { changes } }: { readonly node: Extract<Readable, { readonly kind: "difference" }> }) {
  if (changes.length === 0) return <Soft>{words.values.noDifference}</Soft>;
  return <DifferenceView changes={changes} labelOf={(path) => path.map(labelOf).join(" › ")} />;
}

function LeftOut({ children }: { readonly children: string }) {
  return <p class="soft small">{children}</p>;
}

interface NodeProps<Kind extends Readable["kind"]> {
  readonly node: Extract<Readable, { readonly kind: Kind }>;
  readonly depth: number;
}

function FieldsView({ node, depth }: NodeProps<"fields">) {
  if (node.fields.length === 0) return <Soft>{words.values.emptyObject}</Soft>;
  return (
    <>
      <dl class="fields">
        {node.fields.map((field) => (
          <div class="row">
            <dt>
              <Text value={labelOf(field.name)} />
            </dt>
            <dd>
              <FieldValue field={field} depth={depth} />
            </dd>
          </div>
        ))}
      </dl>
      {node.leftOut > 0 && <LeftOut>{words.values.fieldsLeftOut(formatNumber(node.leftOut))}</LeftOut>}
    </>
  );
}

function FieldValue({ field, depth }: { readonly field: ReadableField; readonly depth: number }) {
  return isNested(field.value) ? (
    <Nested node={field.value} name={field.name} depth={depth + 1} />
  ) : (
    <ValueView node={field.value} name={field.name} depth={depth + 1} />
  );
}

/** A part inside a part, folded; open from the start where it is short. */
function Nested({ node, name, depth = 1 }: ValueProps) {
  return (
    <details open={depth <= 2 && countOf(node) <= 6}>
      <summary>{summaryOf(node)}</summary>
      <div class={node.kind === "table" ? undefined : "nested"}>
        <ValueView node={node} name={name} depth={depth} />
      </div>
    </details>
  );
}

function ListView({ node, depth }: NodeProps<"list">) {
  if (node.items.length === 0) return <Soft>{words.values.emptyList}</Soft>;
  return (
    <>
      <ol class="list">
        {node.items.map((item) => (
          <li>
            {isNested(item) ? <Nested node={item} depth={depth + 1} /> : <ValueView node={item} depth={depth + 1} />}
          </li>
        ))}
      </ol>
      {node.leftOut > 0 && <LeftOut>{words.values.entriesLeftOut(formatNumber(node.leftOut))}</LeftOut>}
    </>
  );
}

interface TableProps {
  readonly node: Extract<Readable, { readonly kind: "table" }>;
  readonly name?: string | undefined;
}

/** Wide tables scroll in their own frame, reachable by keyboard, so that the page never scrolls sideways. */
function TableView({ node, name }: TableProps) {
  const label = name === undefined ? words.values.table(node.rows.length) : labelOf(name);
  return (
    <>
      <div class="wide" role="region" aria-label={label} tabindex={0}>
        <table>
          <thead>
            <tr>
              {node.columns.map((column, index) => (
                <th scope="col" class={isNumeric(node.rows, index) ? "num" : undefined}>
                  <Text value={labelOf(column)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {node.rows.map((row) => (
              <tr>{renderCells(row, node.columns)}</tr>
            ))}
          </tbody>
        </table>
      </div>
      {node.leftOut > 0 && <LeftOut>{words.values.entriesLeftOut(formatNumber(node.leftOut))}</LeftOut>}
    </>
  );
}

function isNumeric(rows: readonly TableRow[], column: number): boolean {
  return rows.every((row) => row[column]?.kind === "number");
}

function renderCells(row: TableRow, columns: readonly string[]) {
  return row.map((cell, index) => (
    <td class={cell?.kind === "number" ? "num" : undefined}>
      {cell !== null && <ValueView node={cell} name={columns[index]} depth={1} />}
    </td>
  ));
}

function isNested(node: Readable): boolean {
  return countOf(node) > 0 && !isShortList(node);
}

/** A list of a few single values needs no folding. */
function isShortList(node: Readable): boolean {
  return node.kind === "list" && node.items.length <= 12 && node.items.every((item) => countOf(item) === 0);
}

function countOf(node: Readable): number {
  switch (node.kind) {
    case "fields":
      return node.fields.length + node.leftOut;
    case "list":
      return node.items.length + node.leftOut;
    case "table":
      return node.rows.length + node.leftOut;
    default:
      return 0;
  }
}

function summaryOf(node: Readable): string {
  return node.kind === "fields" ? words.values.fields(countOf(node)) : words.values.entries(countOf(node));
}

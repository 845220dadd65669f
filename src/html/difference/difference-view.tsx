/** What somebody changed, field by field: told by words and signs, so that nobody needs to see the colours. */
import type { Change } from "../../kernel/changes.ts";
import { renderParts, Text, TextBlock } from "../text.tsx";
import { words } from "../words/words.ts";
import { type ShownValue, shownChange } from "./shown-change.ts";
import type { DifferenceLine } from "./text-difference.ts";

interface DifferenceViewProps {
  readonly changes: readonly Change[];
  /** What a change is called. */
  readonly labelOf: (path: readonly string[]) => string;
}

/** More would make a page that nobody reads to its end. */
const MAX_CHANGES = 100;
const MAX_LINES = 400;

export function DifferenceView({ changes, labelOf }: DifferenceViewProps) {
  return (
    <div class="changes">
      {changes.slice(0, MAX_CHANGES).map((change) => (
        <section class="change">
          {change.path.length > 0 && (
            <h3>
              <Text value={labelOf(change.path)} />
            </h3>
          )}
          <ChangeView change={change} />
        </section>
      ))}
      {changes.length > MAX_CHANGES && <p>{words.difference.more(changes.length - MAX_CHANGES)}</p>}
    </div>
  );
}

function ChangeView({ change: { before, after } }: { readonly change: Change }) {
  const shown = shownChange(before, after);
  if (shown.kind === "lines") return <Lines lines={shown.lines} />;
  return (
    <ul class="difference">
      <ValueLine kind="removed" value={shown.before} />
      <ValueLine kind="added" value={shown.after} />
    </ul>
  );
}

function ValueLine({ kind, value }: { readonly kind: "added" | "removed"; readonly value: ShownValue }) {
  return (
    <li class={kind}>
      <Sign kind={kind} />
      <div>
        {value.isWord ? <span class="soft">{value.text}</span> : <TextBlock value={value.text} limit={4_000} />}
      </div>
    </li>
  );
}

function Lines({ lines }: { readonly lines: readonly DifferenceLine[] }) {
  return (
    <ul class="difference">
      {lines.slice(0, MAX_LINES).map((line) => (
        <Line line={line} />
      ))}
      {lines.length > MAX_LINES && <li class="gap">{words.difference.moreLines(lines.length - MAX_LINES)}</li>}
    </ul>
  );
}

function Line({ line }: { readonly line: DifferenceLine }) {
  switch (line.kind) {
    case "gap":
      return <li class="gap">{words.difference.unchanged(line.count)}</li>;
    case "same":
      return (
        <li>
          <span aria-hidden="true" />
          <LineText line={line} />
        </li>
      );
    case "added":
    case "removed":
      return (
        <li class={line.kind}>
          <Sign kind={line.kind} />
          <LineText line={line} />
        </li>
      );
    default:
      return line satisfies never;
  }
}

/** The sign for eyes, the word for ears. */
export function Sign({ kind }: { readonly kind: "added" | "removed" }) {
  return (
    <span class="sign">
      <span aria-hidden="true">{kind === "added" ? "+" : "−"}</span>
      <span class="spoken">{words.difference[kind]}</span>
    </span>
  );
}

function LineText({ line }: { readonly line: Exclude<DifferenceLine, { kind: "gap" }> }) {
  return (
    <div class="text" dir="auto">
      {line.parts.map(({ text, isChanged }) => {
        if (!isChanged) return renderParts(text);
        return line.kind === "added" ? <ins>{renderParts(text)}</ins> : <del>{renderParts(text)}</del>;
      })}
    </div>
  );
}

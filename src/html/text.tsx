/** Other people's text on a page: escaped, isolated in its direction, hidden characters shown, never a link. */
import { cutText, formatHidden, visibleParts } from "./visible-text.ts";
import { formatNumber } from "./values/format-number.ts";
import { words } from "./words/words.ts";

/** Text inside a line. */
export function Text({ value }: { readonly value: string }) {
  return <bdi>{renderParts(value)}</bdi>;
}

interface TextBlockProps {
  readonly value: string;
  /** Characters shown at once; the rest is folded, not lost. */
  readonly limit?: number;
}

/** Text of its own, line breaks kept. */
export function TextBlock({ value, limit = 20_000 }: TextBlockProps) {
  const cut = value.length > limit ? cutText(value, limit) : value;
  const rest = value.slice(cut.length);
  return (
    <>
      <div class="text" dir="auto">
        {renderParts(cut)}
      </div>
      {rest !== "" && (
        <details>
          <summary>{words.values.restOfText(formatNumber(rest.length))}</summary>
          <div class="text" dir="auto">
            {renderParts(rest)}
          </div>
        </details>
      )}
    </>
  );
}

export function renderParts(value: string) {
  return visibleParts(value).map((part) =>
    typeof part === "string" ? part : <mark title={words.values.hiddenCharacter}>{formatHidden(part)}</mark>,
  );
}

/** The whole of a value as JSON, folded away. */
import type { Json } from "../../kernel/json.ts";
import { byteLength } from "../../kernel/json.ts";
import { visibleParts } from "../visible-text.ts";
import { words } from "../words/words.ts";
import { formatSize } from "./format-size.ts";

/** Above this, indenting would cost more than it helps. */
const MAX_INDENTED = 64_000;

export function RawJson({ value }: { readonly value: Json }) {
  const compact = JSON.stringify(value);
  return (
    <details>
      <summary>{words.values.whole(formatSize(byteLength(compact)))}</summary>
      <pre dir="ltr" tabindex={0}>
        {escapeHidden(`\n${compact.length > MAX_INDENTED ? compact : JSON.stringify(value, null, 2)}`)}
      </pre>
    </details>
  );
}

/** Hidden characters as JSON escapes: the text stays the same JSON, and they are seen. */
function escapeHidden(json: string): string {
  return visibleParts(json)
    .map((part) => (typeof part === "string" ? part : part.escape.repeat(part.count)))
    .join("");
}

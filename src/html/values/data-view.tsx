/** A value for people: laid out readably as far as that stays usable, and the whole as JSON one click away. */
import type { Json } from "../../kernel/json.ts";
import { byteLength } from "../../kernel/json.ts";
import { words } from "../words/words.ts";
import { formatSize } from "./format-size.ts";
import { RawJson } from "./raw-json.tsx";
import { isCut, readable } from "./readable.ts";
import { ValueView } from "./value-view.tsx";

/** About how many characters of HTML the readable part may have. */
export const DATA_BUDGET = 60_000;

export function DataView({ value }: { readonly value: Json }) {
  const node = readable(value, DATA_BUDGET);
  return (
    <>
      {isCut(node) && <p class="notice">{words.values.large(formatSize(byteLength(JSON.stringify(value))))}</p>}
      <div>
        <ValueView node={node} />
      </div>
      <RawJson value={value} />
    </>
  );
}

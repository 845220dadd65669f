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

/** More than this is fetched by whoever wants it. */
const MAX_FOLDED = 100_000;

interface DataViewProps {
  readonly value: Json;
  /** Where the whole can be had as a file. */
  readonly download?: string;
  /** Less where many stand on one page. */
  readonly budget?: number;
}

export function DataView({ value, download, budget = DATA_BUDGET }: DataViewProps) {
  const node = readable(value, budget);
  const size = byteLength(JSON.stringify(value));
  return (
    <>
      {isCut(node) && <p class="notice">{words.values.large(formatSize(size))}</p>}
      <div>
        <ValueView node={node} />
      </div>
      {download !== undefined && size > MAX_FOLDED ? (
        <p>
          <a href={download} download="request.json">
            {words.values.download(formatSize(size))}
          </a>
        </p>
      ) : (
        <RawJson value={value} />
      )}
    </>
  );
}

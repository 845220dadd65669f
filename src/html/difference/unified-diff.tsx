/** A text that is a difference already, as `git diff` writes it: every line of it, by sign and colour. */
import { renderParts } from "../text.tsx";
import { words } from "../words/words.ts";
import { Sign } from "./difference-view.tsx";

/** The rest is in the JSON. */
const MAX_LINES = 600;

export function UnifiedDiff({ text }: { readonly text: string }) {
  const lines = text.trimEnd().split("\n");
  return (
    <ul class="difference mono">
      {lines.slice(0, MAX_LINES).map((line) => (
        <Line line={line} />
      ))}
      {lines.length > MAX_LINES && <li class="gap">{words.difference.moreLines(lines.length - MAX_LINES)}</li>}
    </ul>
  );
}

/** The lines about files and hunks are shown whole, since they say what is changed. */
function Line({ line }: { readonly line: string }) {
  if (/^(?:@@ |diff |index |--- |\+\+\+ |rename |similarity |new file |deleted file |old mode |new mode )/.test(line))
    return <li class="gap">{renderParts(line)}</li>;
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : null;
  return (
    <li class={kind ?? undefined}>
      {kind === null ? <span aria-hidden="true" /> : <Sign kind={kind} />}
      <div class="text" dir="ltr">
        {renderParts(kind === null && !line.startsWith(" ") ? line : line.slice(1))}
      </div>
    </li>
  );
}

/** What somebody typed and can send no more: shown, so that it can be copied. */
import { Text, TextBlock } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import type { KeptEntry } from "./kept-texts.ts";

interface KeptTextProps {
  readonly texts: readonly KeptEntry[];
  /** What became of it; by default, nothing. */
  readonly hint?: string;
}

export function KeptText({ texts, hint = words.problem.keptHint }: KeptTextProps) {
  if (texts.length === 0) return null;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{words.problem.keptHeading}</h2>
      <p class="hint">{hint}</p>
      <dl class="fields">
        {texts.map(([label, text]) => (
          <div class="row">
            <dt>
              <Text value={label} />
            </dt>
            <dd>
              <TextBlock value={text} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

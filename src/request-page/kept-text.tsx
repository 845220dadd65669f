/** What somebody typed for an answer that can no longer be given: shown, so that it can be copied. */
import { Text, TextBlock } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import type { TypedAnswer } from "./attempt.ts";
import { keptTexts } from "./kept-texts.ts";

export function KeptText({ typed }: { readonly typed: TypedAnswer }) {
  const kept = keptTexts(typed);
  if (kept.length === 0) return null;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{words.problem.keptHeading}</h2>
      <p class="hint">{words.problem.keptHint}</p>
      <dl class="fields">
        {kept.map(([label, text]) => (
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

/** The answer that the reader, or somebody in their stead, has already given while others are still awaited. */
import type { RecordedAnswer } from "../contract/decision.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { Moment } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { AnswerTexts } from "./answer-texts.tsx";
import type { Attempt } from "./attempt.ts";
import { giverOf } from "./giver-of.ts";
import { KeptText } from "./kept-text.tsx";
import { keptTexts } from "./kept-texts.ts";

interface YourAnswerProps {
  readonly view: OpenLink;
  readonly answer: RecordedAnswer;
  /** A second answer, which does not count. */
  readonly attempt: Attempt | null;
  readonly now: number;
}

export function YourAnswer({ view, answer, attempt, now }: YourAnswerProps) {
  const said = answer.approved ? words.answered.approved : words.answered.rejected;
  return (
    <section class="sheet answer" aria-labelledby="answer-heading">
      <div>
        <h2 id="answer-heading">
          <Text value={said[giverOf(answer, view.recipient)](answer.approver)} />
        </h2>
        <p>
          <Moment at={Date.parse(answer.timestamp)} now={now} />
        </p>
      </div>
      <AnswerTexts answer={answer} />
      {attempt !== null && <KeptText texts={keptTexts(attempt.typed)} />}
      <p>{words.quorum.remaining(view.remaining)}</p>
      <p class="hint">{words.answered.final}</p>
    </section>
  );
}

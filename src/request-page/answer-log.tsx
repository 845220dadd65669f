/** Who answered, what, when, by which way. */
import type { RecordedAnswer } from "../contract/decision.ts";
import { Moment } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { AnswerTexts } from "./answer-texts.tsx";

interface AnswerLogProps {
  readonly answers: readonly RecordedAnswer[];
  readonly now: number;
}

export function AnswerLog({ answers, now }: AnswerLogProps) {
  return (
    <ol class="log">
      {answers.map((answer) => (
        <li class="entry">
          <p>
            <strong>
              <Text value={answer.approver} />
            </strong>{" "}
            {answer.onBehalfOf !== undefined && <Text value={`${words.log.onBehalfOf(answer.onBehalfOf)} `} />}
            {answer.approved ? words.log.approved : words.log.rejected} {wayOf(answer)}
          </p>
          <p class="small">
            <Moment at={Date.parse(answer.timestamp)} now={now} />
            {answer.verified && ` · ${words.log.verified}`}
          </p>
          <Edited paths={answer.edited ?? []} />
          <AnswerTexts answer={answer} />
        </li>
      ))}
    </ol>
  );
}

function Edited({ paths }: { readonly paths: readonly string[] }) {
  if (paths.length === 0) return null;
  return (
    <p class="small">
      {words.log.edited}{" "}
      {paths.map((path, position) => (
        <>
          {position > 0 && ", "}
          <span class="mono">
            <Text value={path} />
          </span>
        </>
      ))}
    </p>
  );
}

function wayOf({ via }: RecordedAnswer) {
  const known = Object.hasOwn(words.log.via, via) ? words.log.via[via] : undefined;
  return <Text value={known ?? words.log.viaOther(via)} />;
}

/** What somebody wrote with an answer, or what an outcome says. */
import { TextBlock } from "../html/text.tsx";
import { words } from "../html/words/words.ts";

interface AnswerTextsProps {
  readonly answer: { readonly reason?: string | undefined; readonly feedback?: string | undefined };
}

export function AnswerTexts({ answer: { reason = "", feedback = "" } }: AnswerTextsProps) {
  if (reason === "" && feedback === "") return null;
  return (
    <dl class="kept">
      <AnswerText label={words.log.reason} text={reason} />
      <AnswerText label={words.log.feedback} text={feedback} />
    </dl>
  );
}

function AnswerText({ label, text }: { readonly label: string; readonly text: string }) {
  if (text === "") return null;
  return (
    <div>
      <dt class="small soft">{label}</dt>
      <dd class="quote">
        <TextBlock value={text} limit={4_000} />
      </dd>
    </div>
  );
}

/** Says that an answer did not get through, why, and which fields to look at. */
import type { OpenLink, OverLink } from "../contract/link-view.ts";
import { ERRORS, type FieldError } from "../kernel/errors.ts";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import type { AnswerField } from "./answer-fields.ts";
import { type Attempt, type AttemptError, messageWithin } from "./attempt.ts";
import { giverOf } from "./giver-of.ts";
import { keptTexts } from "./kept-texts.ts";

interface AttemptNoticeProps {
  readonly attempt: Attempt;
  /** Where an earlier answer of the same person counts, a second click or a reload lost nothing. */
  readonly view: Pick<OpenLink | OverLink, "answered" | "recipient"> | null;
  /** The input that a path such as `values.amount` means; none where the form is gone. */
  readonly fieldOf: (path: string) => AnswerField | null;
}

export function AttemptNotice({ attempt, view, fieldOf }: AttemptNoticeProps) {
  if (view?.answered != null) {
    return <Notice kind="problem" title={words.problem.answeredBefore[giverOf(view.answered, view.recipient)]} />;
  }
  if (attempt.error === null) return null;
  const title = titleOf(attempt.error.code);
  return (
    <Notice kind="problem" title={title}>
      <Details error={attempt.error} title={title} fieldOf={fieldOf} />
      {keptTexts(attempt.typed).length > 0 && <p>{words.problem.kept}</p>}
    </Notice>
  );
}

interface DetailsProps extends Pick<AttemptNoticeProps, "fieldOf"> {
  readonly error: AttemptError;
  readonly title: string;
}

/** Each field's own sentence says more than the sentence about them all. */
function Details({ error: { detail, errors }, title, fieldOf }: DetailsProps) {
  if (errors.length > 0) {
    return (
      <ul>
        {errors.map((error) => (
          <li>
            <ErrorLine error={error} field={fieldOf(error.path)} />
          </li>
        ))}
      </ul>
    );
  }
  if (detail === "" || detail === title) return null;
  return (
    <p>
      <Text value={detail} />
    </p>
  );
}

interface ErrorLineProps {
  readonly error: FieldError;
  readonly field: AnswerField | null;
}

function ErrorLine({ error, field }: ErrorLineProps) {
  const name = <Text value={field?.label ?? error.path} />;
  return (
    <>
      {field === null ? name : <a href={`#${field.id}`}>{name}</a>}:{" "}
      <Text value={field === null ? error.message : messageWithin(error, field.path)} />
    </>
  );
}

function titleOf(code: AttemptError["code"]): string {
  switch (code) {
    case "approver-not-allowed":
    case "already-answered":
    case "not-verified":
    case "self-approval":
    case "approval-over":
    case "values-invalid":
      return words.problem[code];
    default:
      return ERRORS[code].status < 500 ? words.problem.other : words.problem.unsure;
  }
}

/** The form by which a person answers: one form, two buttons, nothing sent by accident. */
import { proposalOf } from "../approvals/edit-form.ts";
import { MAX_COMMENT } from "../contract/decision.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { FieldInput } from "../html/form/field-input.tsx";
import { describedBy, FieldFrame } from "../html/form/field-frame.tsx";
import { fieldText } from "../html/form/field-text.ts";
import { PostForm } from "../html/form/post-form.tsx";
import { labelFor } from "../html/form/label-for.ts";
import { Script } from "../html/script.tsx";
import { Text } from "../html/text.tsx";
import { typedText } from "../html/visible-text.ts";
import { words } from "../html/words/words.ts";
import { valueFieldId } from "./answer-fields.ts";
import { ApproverField } from "./approver-field.tsx";
import { type Attempt, type Choice, errorOf } from "./attempt.ts";
import { ApproveChoice, NoApproveChoice, RejectChoice } from "./choices.tsx";
import { valueFields } from "./value-fields.ts";

export interface AnswerFormProps {
  readonly view: OpenLink;
  readonly action: string;
  readonly preselect: Choice | null;
  readonly attempt: Attempt | null;
}

/**
 * The hidden, disabled button comes first: Enter in a text field presses the first submit button of a form, and must
 * not answer (https://html.spec.whatwg.org/#implicit-submission).
 */
export function AnswerForm({ view, action, preselect, attempt }: AnswerFormProps) {
  return (
    <section class="sheet answer" id="answer" aria-labelledby="answer-heading" tabindex={-1}>
      <h2 id="answer-heading">{words.answer.answer}</h2>
      <PostForm action={action} enctype={view.editable ? "multipart/form-data" : undefined} autocomplete="off">
        <button type="submit" disabled hidden />
        <ApproverField view={view} attempt={attempt} />
        <ValueFields view={view} attempt={attempt} />
        <CommentField attempt={attempt} />
        <div class="choices">
          {preselect === "reject" && <RejectChoice preselect={preselect} attempt={attempt} />}
          {view.mayApprove ? <ApproveChoice view={view} preselect={preselect} /> : <NoApproveChoice />}
          {preselect !== "reject" && <RejectChoice preselect={preselect} attempt={attempt} />}
        </div>
        <p class="hint">{words.answer.smallPrint}</p>
      </PostForm>
      <Script name="drafts" />
    </section>
  );
}

type PartProps = Pick<AnswerFormProps, "view" | "attempt">;

function ValueFields({ view, attempt }: PartProps) {
  const { fields, leftOut } = valueFields(view);
  if (fields.length + leftOut.length === 0) return null;
  const data = view.editable ? proposalOf(view.data) : view.data;
  const typed = attempt?.typed.values ?? null;
  return (
    <fieldset class="kept">
      <legend class="soft">{view.editable ? words.answer.editable : words.answer.details}</legend>
      {view.editable && <p class="hint">{words.answer.editableHint}</p>}
      {fields.map((field, position) => (
        <FieldInput
          field={field}
          id={valueFieldId(position)}
          text={fieldText(field, data, typed)}
          error={errorOf(attempt, `values.${field.name}`)}
        />
      ))}
      {leftOut.length > 0 && (
        <p class="hint">
          <Text value={words.answer.tooLarge(leftOut.map(labelFor).join(", "))} />
        </p>
      )}
    </fieldset>
  );
}

function CommentField({ attempt }: Pick<AnswerFormProps, "attempt">) {
  const note = { id: "feedback", hint: words.answer.feedbackHint, error: errorOf(attempt, "feedback") };
  return (
    <FieldFrame {...note} label={words.answer.feedback} optional>
      <textarea id="feedback" name="feedback" maxlength={MAX_COMMENT} dir="auto" {...describedBy(note)}>
        {`\n${typedText(attempt?.typed.feedback ?? "")}`}
      </textarea>
    </FieldFrame>
  );
}

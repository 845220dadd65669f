/** The two ways to answer, each with its button, well apart. */
import { MAX_COMMENT } from "../contract/decision.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { describedBy, FieldFrame } from "../html/form/field-frame.tsx";
import { Icon } from "../html/icon.tsx";
import { typedText } from "../html/visible-text.ts";
import { words } from "../html/words/words.ts";
import { type Attempt, type Choice, errorOf } from "./attempt.ts";

interface ApproveChoiceProps {
  readonly view: OpenLink;
  readonly preselect: Choice | null;
}

export function ApproveChoice({ view, preselect }: ApproveChoiceProps) {
  const came = preselect === "approve";
  return (
    <section class={came ? "choice come" : "choice"} aria-labelledby="approve-heading">
      <div class="words">
        <h3 id="approve-heading">{words.answer.approveHeading}</h3>
        {came && <strong>{words.answer.cameToApprove}</strong>}
        <p>{effectOf(view)}</p>
      </div>
      <button type="submit" name="approved" value="true" class="yes">
        <Icon name="check" />
        {words.answer.approve}
      </button>
    </section>
  );
}

function effectOf({ remainingAfterYours, runId }: OpenLink): string {
  if (remainingAfterYours === null) return words.answer.approveEffect.groups;
  return words.answer.approveEffect[runId === null ? "request" : "run"](remainingAfterYours);
}

/** What the requester reads instead. */
export function NoApproveChoice() {
  return (
    <section class="choice" aria-labelledby="requester-heading">
      <div class="words">
        <h3 id="requester-heading">{words.answer.requesterHeading}</h3>
        <p>{words.answer.requester}</p>
      </div>
    </section>
  );
}

interface RejectChoiceProps {
  readonly preselect: Choice | null;
  readonly attempt: Attempt | null;
}

/** Who rejects need not fill in the fields of an approval: `formnovalidate`. */
export function RejectChoice({ preselect, attempt }: RejectChoiceProps) {
  const came = preselect === "reject";
  return (
    <section class={came ? "choice come no" : "choice"} aria-labelledby="reject-heading">
      <div class="words">
        <h3 id="reject-heading">{words.answer.rejectHeading}</h3>
        {came && <strong>{words.answer.cameToReject}</strong>}
        <p>{words.answer.rejectEffect}</p>
      </div>
      <ReasonField attempt={attempt} />
      <button type="submit" name="approved" value="false" class="no" formnovalidate>
        <Icon name="cross" />
        {words.answer.reject}
      </button>
    </section>
  );
}

function ReasonField({ attempt }: Pick<RejectChoiceProps, "attempt">) {
  const note = { id: "reason", hint: null, error: errorOf(attempt, "reason") };
  return (
    <FieldFrame {...note} label={words.answer.reason} optional>
      <input
        id="reason"
        name="reason"
        maxlength={MAX_COMMENT}
        dir="auto"
        value={typedText(attempt?.typed.reason ?? "")}
        {...describedBy(note)}
      />
    </FieldFrame>
  );
}

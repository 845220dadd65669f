/** Who answers: fixed by a personal link, chosen among the named approvers, or freely given. */
import type { OpenLink } from "../contract/link-view.ts";
import { describedBy, FieldFrame } from "../html/form/field-frame.tsx";
import { Text } from "../html/text.tsx";
import { typedText, visibleText } from "../html/visible-text.ts";
import { isSamePerson } from "../kernel/people.ts";
import { words } from "../html/words/words.ts";
import { type Attempt, errorOf } from "./attempt.ts";
import { answerBy } from "./answer-by.ts";
import { useReader } from "./reader.ts";

interface ApproverFieldProps {
  readonly view: OpenLink;
  readonly attempt: Attempt | null;
}

export function ApproverField({ view, attempt }: ApproverFieldProps) {
  if (view.recipient !== null) return <FixedApprover recipient={view.recipient} />;
  return view.approvers.length > 0 ? (
    <ChosenApprover view={view} attempt={attempt} />
  ) : (
    <FreeApprover attempt={attempt} />
  );
}

function FixedApprover({ recipient }: { readonly recipient: string }) {
  return (
    <div>
      <p>
        {words.answer.asPerson}{" "}
        <strong>
          <Text value={recipient} />
        </strong>
      </p>
      <p class="hint">{useReader().says.personal}</p>
    </div>
  );
}

function ChosenApprover({ view, attempt }: ApproverFieldProps) {
  const note = { id: "approver", hint: null, error: approverError(attempt) };
  const typed = attempt?.typed.approver ?? "";
  return (
    <FieldFrame {...note} label={words.answer.approver} optional={false}>
      <select id="approver" name="approver" required {...describedBy(note)}>
        <option value="">{words.answer.chooseApprover}</option>
        {view.approvers.map((approver) => (
          <ApproverOption view={view} approver={approver} selected={isSamePerson(approver, typed)} />
        ))}
      </select>
    </FieldFrame>
  );
}

interface ApproverOptionProps {
  readonly view: OpenLink;
  readonly approver: string;
  readonly selected: boolean;
}

function ApproverOption({ view, approver, selected }: ApproverOptionProps) {
  const hasAnswered = answerBy(view.approvals, approver) !== null;
  return (
    <option value={approver} selected={selected && !hasAnswered} disabled={hasAnswered}>
      {hasAnswered ? `${visibleText(approver)} – ${words.answer.hasAnswered}` : visibleText(approver)}
    </option>
  );
}

function FreeApprover({ attempt }: Pick<ApproverFieldProps, "attempt">) {
  const note = { id: "approver", hint: useReader().says.anybody, error: approverError(attempt) };
  return (
    <FieldFrame {...note} label={words.answer.name} optional>
      <input
        id="approver"
        name="approver"
        maxlength={320}
        autocomplete="email"
        dir="auto"
        value={typedText(attempt?.typed.approver ?? "")}
        {...describedBy(note)}
      />
    </FieldFrame>
  );
}

function approverError(attempt: Attempt | null): string | null {
  return (
    errorOf(attempt, "approver") ?? (attempt?.error?.code === "approver-not-allowed" ? attempt.error.detail : null)
  );
}

/** The form that starts a run; after a mistake with all that was typed, and what is wrong with each field. */
import type { Visitor } from "../../access/visitor.ts";
import type { Plan } from "../../ensembles/plan.ts";
import { describedBy, FieldFrame } from "../../html/form/field-frame.tsx";
import { FieldInput } from "../../html/form/field-input.tsx";
import { fieldText } from "../../html/form/field-text.ts";
import { type FormField, formFields } from "../../html/form/form-field.ts";
import { labelFor } from "../../html/form/label-for.ts";
import { PostForm } from "../../html/form/post-form.tsx";
import type { FormTexts } from "../../html/form/parse-form-values.ts";
import { Notice } from "../../html/notice.tsx";
import { Text } from "../../html/text.tsx";
import { typedText } from "../../html/visible-text.ts";
import { words } from "../../html/words/words.ts";
import type { FieldError } from "../../kernel/errors.ts";
import { KeptText } from "../../request-page/kept-text.tsx";
import { type KeptEntry, valueEntries } from "../../request-page/kept-texts.ts";
import { SignedInAgain } from "../signed-in-again.tsx";
import { inputSchema, takesAnything, WHOLE_INPUT } from "./input-form.ts";

export interface StartAttempt {
  readonly typed: FormTexts;
  /** What the form sent along, so that it starts one run however often it is sent; `null` where it did not. */
  readonly once: string | null;
  readonly problem: StartProblem;
}

export type StartProblem =
  /** Sent without a session: nothing is wrong with it. */
  | { readonly kind: "unsent" }
  /** Paths such as `input.topic`; `input` alone means all of it. */
  | { readonly kind: "wrong"; readonly errors: readonly FieldError[] }
  /** The same form started a run before, with another input. */
  | { readonly kind: "sent-before" }
  /** The ensemble is not what it was when its page was opened. */
  | { readonly kind: "changed" }
  /** It may have started a run; sent again, it starts no second one. */
  | { readonly kind: "unsure" }
  | { readonly kind: "other"; readonly detail: string };

interface StartFormProps {
  readonly plan: Plan;
  readonly holder: Visitor;
  readonly once: string;
  readonly attempt: StartAttempt | null;
}

export function StartForm({ plan, holder, once, attempt }: StartFormProps) {
  return (
    <section class="sheet answer" aria-labelledby="start">
      <h2 id="start">{words.ensembles.start}</h2>
      <PostForm action={`/ensembles/${encodeURIComponent(plan.ensemble)}`}>
        <input type="hidden" name="once" value={once} />
        <input type="hidden" name="plan" value={plan.hash} />
        {takesAnything(plan.input) ? (
          <WholeInput attempt={attempt} />
        ) : (
          fieldsOf(plan).map((field, position) => (
            <FieldInput
              field={field}
              id={fieldId(position)}
              text={fieldText(field, null, attempt?.typed ?? null)}
              error={errorOf(field, attempt)}
            />
          ))
        )}
        <p class="hint">
          <Text value={words.ensembles.as(holder.name)} />
        </p>
        <button type="submit">{words.ensembles.button}</button>
      </PostForm>
      {attempt !== null && <KeptText texts={leftOver(plan, attempt.typed)} />}
    </section>
  );
}

function fieldsOf({ input }: Plan): FormField[] {
  return takesAnything(input) ? [] : formFields(inputSchema(input));
}

/** What was typed into fields that the ensemble has no more. */
function leftOver({ input }: Plan, typed: FormTexts): KeptEntry[] {
  const names = takesAnything(input) ? [WHOLE_INPUT] : Object.keys(input);
  return valueEntries(Object.fromEntries(Object.entries(typed).filter(([name]) => !names.includes(name))));
}

function WholeInput({ attempt }: { readonly attempt: StartAttempt | null }) {
  const error = attempt?.problem.kind === "wrong" ? words.ensembles.notObject : null;
  const notes = { id: WHOLE_INPUT, hint: words.ensembles.jsonHint, error };
  return (
    <>
      <p class="hint">{words.ensembles.noInput}</p>
      <FieldFrame {...notes} label={words.ensembles.json} optional>
        <textarea
          id={WHOLE_INPUT}
          name={`values.${WHOLE_INPUT}`}
          class="mono"
          spellcheck={false}
          dir="ltr"
          {...describedBy(notes)}
        >
          {`\n${typedText(attempt?.typed[WHOLE_INPUT] ?? "")}`}
        </textarea>
      </FieldFrame>
    </>
  );
}

/** Ids count instead of repeating names, since names may hold anything. */
function fieldId(position: number): string {
  return `input-${position + 1}`;
}

function errorOf(field: FormField, attempt: StartAttempt | null): string | null {
  if (attempt?.problem.kind !== "wrong") return null;
  const error = attempt.problem.errors.find(({ path }) => path === `input.${field.name}`);
  return error === undefined ? null : words.ensembles.wrongField(labelFor(field), error.message);
}

interface StartNoticeProps {
  readonly plan: Plan;
  readonly problem: StartProblem;
}

export function StartNotice({ plan, problem }: StartNoticeProps) {
  switch (problem.kind) {
    case "unsent":
      return <SignedInAgain at="start" />;
    case "wrong":
      return <WrongFields errors={problem.errors} fields={fieldsOf(plan)} />;
    case "sent-before":
      return <Refused title={words.ensembles.wrongTitle} what={words.ensembles.sentBefore} />;
    case "changed":
      return <Refused title={words.ensembles.changedTitle} what={words.ensembles.changed} />;
    case "unsure":
      return <Refused title={words.ensembles.unsureTitle} what={words.ensembles.unsure} />;
    case "other":
      return <Refused title={words.ensembles.wrongTitle} what={problem.detail} />;
    default:
      return problem satisfies never;
  }
}

function Refused({ title, what }: { readonly title: string; readonly what: string }) {
  return (
    <Notice kind="problem" title={title}>
      <p>
        <Text value={what} />
      </p>
    </Notice>
  );
}

interface WrongFieldsProps {
  readonly errors: readonly FieldError[];
  readonly fields: readonly FormField[];
}

function WrongFields({ errors, fields }: WrongFieldsProps) {
  return (
    <Notice kind="problem" title={words.ensembles.wrongTitle}>
      <p>{words.ensembles.wrong}</p>
      <ul>
        {errors.map((error) => (
          <li>
            <ErrorLine error={error} fields={fields} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface ErrorLineProps {
  readonly error: FieldError;
  readonly fields: readonly FormField[];
}

/** Leads to its field, where there is one. */
function ErrorLine({ error: { path, message }, fields }: ErrorLineProps) {
  const position = fields.findIndex(({ name }) => path === `input.${name}`);
  const field = fields[position];
  if (field === undefined) return <Text value={`${path} ${message}`} />;
  return (
    <a href={`#${fieldId(position)}`}>
      <Text value={words.ensembles.wrongField(labelFor(field), message)} />
    </a>
  );
}

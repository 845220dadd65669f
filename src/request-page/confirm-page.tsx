/** The page between changing a proposal and approving it: what was changed, to be confirmed or edited further. */
import { DifferenceView } from "../html/difference/difference-view.tsx";
import type { OpenLink } from "../contract/link-view.ts";
import { formFields } from "../html/form/form-field.ts";
import { PostForm } from "../html/form/post-form.tsx";
import { labelFor } from "../html/form/label-for.ts";
import { Icon } from "../html/icon.tsx";
import { labelOf } from "../html/label-of.ts";
import { Notice } from "../html/notice.tsx";
import { Text, TextBlock } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { AnswerTexts } from "./answer-texts.tsx";
import { promptHead } from "./prompt-head.ts";
import { RequestDocument } from "./request-document.tsx";
import type { Unconfirmed } from "./unconfirmed.ts";

export interface ConfirmPageProps {
  readonly view: OpenLink;
  readonly action: string;
  readonly nonce: string;
  readonly unconfirmed: Unconfirmed;
}

export function ConfirmPage({ view, action, nonce, unconfirmed }: ConfirmPageProps) {
  const { changes, typed, isStale } = unconfirmed;
  return (
    <RequestDocument
      title={words.confirm.title(promptHead(view.prompt).heading ?? view.ensemble)}
      nonce={nonce}
      width="narrow"
    >
      {isStale && <Notice kind="problem" title={words.confirm.stale} />}
      <article class="sheet">
        <div class="lead">
          <p class="state">
            <Icon name="waiting" />
            {words.confirm.state}
          </p>
          <h1>{words.confirm.heading}</h1>
          <p>{words.confirm.what}</p>
        </div>
        <section aria-labelledby="changes">
          <h2 id="changes">{words.confirm.changes(changes.length)}</h2>
          <DifferenceView changes={changes} labelOf={labelIn(view)} />
        </section>
        <section aria-labelledby="asked">
          <h2 id="asked">{words.confirm.asked}</h2>
          <div class="quote">
            <TextBlock value={view.prompt} limit={4_000} />
          </div>
        </section>
        <section class="last">
          <Person name={view.recipient ?? typed.approver} />
          <AnswerTexts answer={{ feedback: typed.feedback }} />
          <ConfirmForm action={action} unconfirmed={unconfirmed} />
        </section>
      </article>
    </RequestDocument>
  );
}

function Person({ name }: { readonly name: string }) {
  if (name.trim() === "") return <p>{words.confirm.nobody}</p>;
  return (
    <p>
      {words.confirm.person}{" "}
      <strong>
        <Text value={name} />
      </strong>
    </p>
  );
}

/** Both buttons send everything that was typed; the hash makes sure that what is confirmed is what was shown. */
function ConfirmForm({ action, unconfirmed: { typed, hash } }: Pick<ConfirmPageProps, "action" | "unconfirmed">) {
  return (
    <PostForm action={action} enctype="multipart/form-data">
      {hiddenTexts(typed).map(([name, text]) => (
        <input type="hidden" name={name} value={text} />
      ))}
      <input type="hidden" name="confirmed" value={hash} />
      <div class="two">
        <button type="submit" name="approved" value="true">
          <Icon name="check" />
          {words.confirm.approve}
        </button>
        <button type="submit" name="go-on" value="editing" class="plain">
          {words.confirm.goOn}
        </button>
      </div>
      <p class="hint">{words.confirm.smallPrint}</p>
    </PostForm>
  );
}

function hiddenTexts({ approver, feedback, reason, values }: Unconfirmed["typed"]): [name: string, text: string][] {
  return [
    ["approver", approver],
    ["feedback", feedback],
    ["reason", reason],
    ...Object.entries(values).map(([name, text]): [string, string] => [`values.${name}`, text]),
  ];
}

/** `["lines", "2", "unitPrice"]` → "Lines › 3 › Unit price". */
function labelIn(view: OpenLink): (path: readonly string[]) => string {
  const labels = new Map(formFields(view.form).map((field) => [field.name, labelFor(field)]));
  return ([name = "", ...inner]) => [labels.get(name) ?? labelOf(name), ...inner.map(innerLabel)].join(" › ");
}

function innerLabel(name: string): string {
  return /^\d{1,6}$/.test(name) ? String(Number(name) + 1) : labelOf(name);
}

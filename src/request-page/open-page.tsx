/** The page of a request that is still open: what is asked, about what, and the form to answer it. */
import type { OpenLink } from "../contract/link-view.ts";
import { Icon } from "../html/icon.tsx";
import { Moment } from "../html/moment.tsx";
import { Notice } from "../html/notice.tsx";
import { Markdown, MarkdownLine } from "../html/markdown.tsx";
import { Text } from "../html/text.tsx";
import { DataView } from "../html/values/data-view.tsx";
import { words } from "../html/words/words.ts";
import { answerFields } from "./answer-fields.ts";
import { AnswerForm } from "./answer-form.tsx";
import type { Attempt, Choice } from "./attempt.ts";
import { AttemptNotice } from "./attempt-notice.tsx";
import { giverOf } from "./giver-of.ts";
import type { JustDecided } from "./link-page.tsx";
import { isTakenAway, mayAnswerThrough, mayHandOver, PassOn } from "./pass-on-forms.tsx";
import { KeptText } from "./kept-text.tsx";
import type { KeptEntry } from "./kept-texts.ts";
import { type PassedOn, PassedOnNotice } from "./passed-on.tsx";
import { promptHead } from "./prompt-head.ts";
import { useReader } from "./reader.ts";
import { RequestDocument } from "./request-document.tsx";
import { RequestFacts } from "./request-facts.tsx";
import { WhatNext } from "./what-next.tsx";
import { YourAnswer } from "./your-answer.tsx";

export interface OpenPageProps {
  readonly view: OpenLink;
  readonly action: string;
  readonly preselect: Choice | null;
  readonly nonce: string;
  readonly now: number;
  readonly attempt: Attempt | null;
  readonly justDecided: JustDecided | null;
  readonly passedOn: PassedOn | null;
  readonly kept: readonly KeptEntry[];
}

export function OpenPage(props: OpenPageProps) {
  const { view, action, preselect, nonce, now, attempt, justDecided, passedOn, kept } = props;
  const isAsked = view.answered === null && justDecided === null && !isTakenAway(view);
  const mayAnswer = isAsked && mayAnswerThrough(view);
  const { door, says } = useReader();
  const { notAsked } = says;
  return (
    <RequestDocument
      title={titleOf(props, notAsked.title)}
      nonce={nonce}
      live={isAnswerToForm(props) ? undefined : { kind: "request", path: action }}
    >
      {attempt !== null && <AttemptNotice attempt={attempt} view={view} fieldOf={answerFields(view)} />}
      {passedOn !== null && <PassedOnNotice passedOn={passedOn} />}
      {isTakenAway(view) && (
        <Notice kind={door === "link" ? "problem" : "done"} title={notAsked.heading}>
          <p>{notAsked.what}</p>
        </Notice>
      )}
      {justDecided !== null && <DoneNotice {...props} justDecided={justDecided} />}
      <div class="cols">
        <article class="sheet">
          <RequestHead view={view} now={now} jump={mayAnswer ? words.open.jump[preselect ?? "none"] : null} />
          {!(isTakenAway(view) && door === "link") && <RequestData view={view} action={action} />}
          <WhatNext view={view} />
        </article>
        <RequestFacts view={view} now={now} />
        {mayAnswer && <AnswerForm {...props} />}
        {isAsked && <PassOn view={view} action={action} passedOn={passedOn} />}
        {passedOn !== null && !(isAsked && mayHandOver(view)) && <KeptText texts={kept} />}
        {view.answered !== null && <YourAnswer view={view} answer={view.answered} attempt={attempt} now={now} />}
      </div>
    </RequestDocument>
  );
}

/** What tells somebody what became of what they just sent is not replaced by what others see. */
function isAnswerToForm({ attempt, justDecided, passedOn }: OpenPageProps): boolean {
  return attempt !== null || justDecided !== null || passedOn !== null;
}

function titleOf({ view, attempt, justDecided }: OpenPageProps, notAsked: (prompt: string) => string): string {
  const prompt = promptHead(view.prompt).heading ?? view.ensemble;
  if (justDecided !== null) return words.answered.title.you(prompt);
  if (view.answered !== null) return words.answered.title[giverOf(view.answered, view.recipient)](prompt);
  if (isTakenAway(view)) return notAsked(prompt);
  const title = words.open.title(prompt);
  return attempt === null || attempt.error === null ? title : words.problem.titlePrefix(title);
}

/** A shared link serves every approver: the next one may answer through it too. */
function DoneNotice({ view, action, justDecided }: OpenPageProps & { readonly justDecided: JustDecided }) {
  return (
    <Notice kind="done" title={justDecided.approved ? words.done.approved : words.done.rejected}>
      <p>{words.done.waits(view.remaining)}</p>
      {view.recipient === null && (
        <p>
          <a href={action}>{words.done.other}</a>
        </p>
      )}
    </Notice>
  );
}

interface RequestHeadProps {
  readonly view: OpenLink;
  readonly now: number;
  /** The words of the link down to the form; `null` where there is none. */
  readonly jump: string | null;
}

function RequestHead({ view, now, jump }: RequestHeadProps) {
  const { heading, body } = promptHead(view.prompt);
  return (
    <div class="lead">
      <RequestState view={view} />
      <h1>{heading === null ? words.open.untitled : <MarkdownLine value={heading} />}</h1>
      {body !== "" && <Markdown value={body} />}
      <p class="soft">
        <strong>
          <Text value={view.requestedBy} />
        </strong>{" "}
        {isTakenAway(view) ? words.passOn.asksAfter : words.open.asksAfter}
        <Deadline view={view} now={now} />
      </p>
      {jump !== null && (
        <p class="jump">
          <a href="#answer">{jump}</a>
        </p>
      )}
    </div>
  );
}

function Deadline({ view, now }: Pick<RequestHeadProps, "view" | "now">) {
  if (view.expiresAt === null) return <>{words.open.endless}</>;
  return (
    <>
      {" "}
      {words.open.by} <Moment at={view.expiresAt} now={now} />.
    </>
  );
}

function RequestState({ view }: { readonly view: OpenLink }) {
  if (view.answered === null) return <State icon="waiting" words={words.open.state} />;
  const giver = giverOf(view.answered, view.recipient);
  return view.answered.approved ? (
    <State icon="approved" words={words.answered.approvedState[giver]} />
  ) : (
    <State icon="rejected" words={words.answered.rejectedState[giver]} />
  );
}

function State({ icon, words: text }: { readonly icon: "waiting" | "approved" | "rejected"; readonly words: string }) {
  return (
    <p class={icon === "rejected" ? "state no" : "state"}>
      <Icon name={icon} />
      {text}
    </p>
  );
}

function RequestData({ view, action }: Pick<OpenPageProps, "view" | "action">) {
  return (
    <section aria-labelledby="data">
      <h2 id="data">{words.open.data}</h2>
      {view.data === null ? (
        <p class="soft">{words.open.noData}</p>
      ) : (
        <DataView value={view.data} download={`${action}?raw`} />
      )}
    </section>
  );
}

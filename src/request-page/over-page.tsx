/** The page of a request that is over: what became of it, by whom, when; whatever the reader had hoped to do. */
import type { RecordedAnswer } from "../contract/decision.ts";
import type { OverLink } from "../contract/link-view.ts";
import { Icon, type IconName } from "../html/icon.tsx";
import { Moment } from "../html/moment.tsx";
import { Notice } from "../html/notice.tsx";
import { Markdown } from "../html/markdown.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { AnswerLog } from "./answer-log.tsx";
import { AnswerTexts } from "./answer-texts.tsx";
import type { Attempt } from "./attempt.ts";
import { AttemptNotice } from "./attempt-notice.tsx";
import { giverOf } from "./giver-of.ts";
import { KeptText } from "./kept-text.tsx";
import type { KeptEntry } from "./kept-texts.ts";
import type { JustDecided } from "./link-page.tsx";
import { type PassedOn, PassedOnNotice } from "./passed-on.tsx";
import { RunNow } from "./run-now.tsx";
import { promptHead } from "./prompt-head.ts";
import { useReader } from "./reader.ts";
import { RequestDocument } from "./request-document.tsx";
import { RunReference } from "./run-reference.tsx";

interface OverPageProps {
  readonly view: OverLink;
  readonly nonce: string;
  readonly now: number;
  readonly attempt: Attempt | null;
  readonly justDecided: JustDecided | null;
  readonly passedOn: PassedOn | null;
  readonly kept: readonly KeptEntry[];
}

export function OverPage({ view, nonce, now, attempt, justDecided, passedOn, kept }: OverPageProps) {
  return (
    <RequestDocument title={titleOf(view, attempt)} nonce={nonce} width="narrow">
      {attempt !== null && <AttemptNotice attempt={attempt} view={view} fieldOf={() => null} />}
      {passedOn !== null && <PassedOnNotice passedOn={passedOn} />}
      {justDecided !== null && <DoneNotice justDecided={justDecided} />}
      <article class="sheet">
        <Outcome view={view} now={now} />
        <KeptText texts={kept} />
        <Asked view={view} now={now} />
        <Answers view={view} now={now} />
        {view.run !== undefined && <RunNow run={view.run} now={now} />}
        <p class="hint">{useReader().says.final}</p>
      </article>
    </RequestDocument>
  );
}

function titleOf(view: OverLink, attempt: Attempt | null): string {
  const prompt = promptHead(view.prompt).heading ?? view.ensemble;
  const title = `${words.over[view.status].title}: ${prompt}`;
  return attempt === null || attempt.error === null ? title : words.problem.titlePrefix(title);
}

function DoneNotice({ justDecided }: { readonly justDecided: JustDecided }) {
  return (
    <Notice kind="done" title={justDecided.approved ? words.done.approved : words.done.rejected}>
      <p>{words.done.settled}</p>
    </Notice>
  );
}

interface PartProps {
  readonly view: OverLink;
  readonly now: number;
}

const ICONS = {
  approved: "approved",
  rejected: "rejected",
  timeout: "waiting",
  cancelled: "stopped",
} as const satisfies Record<OverLink["status"], IconName>;

const TONES = {
  approved: "state",
  rejected: "state no",
  timeout: "state off",
  cancelled: "state off",
} as const satisfies Record<OverLink["status"], string>;

function Outcome({ view, now }: PartProps) {
  return (
    <div class="lead">
      <p class={TONES[view.status]}>
        <Icon name={ICONS[view.status]} />
        {words.over[view.status].title}
      </p>
      <h1>{words.over[view.status].heading}</h1>
      <p>
        <OutcomeSentence view={view} /> {words.over.on} <Moment at={view.decidedAt} now={now} />.
      </p>
      <Consequence view={view} />
      {view.answered !== null && <YouAnswered answer={view.answered} recipient={view.recipient} now={now} />}
      <AnswerTexts answer={view} />
    </div>
  );
}

/** "Approved by ana, ben on …"; where nobody decided, "Expired on …". */
function OutcomeSentence({ view }: { readonly view: OverLink }) {
  const deciders = decidersOf(view);
  if (deciders.length === 0) return <>{words.over.when[view.status]}</>;
  return (
    <>
      {words.over.by(words.over.when[view.status])}{" "}
      <strong>
        <Text value={deciders.join(", ")} />
      </strong>
    </>
  );
}

function decidersOf({ status, approvals }: OverLink): string[] {
  if (status !== "approved" && status !== "rejected") return [];
  return approvals.filter((answer) => answer.approved === (status === "approved")).map((answer) => answer.approver);
}

function Consequence({ view }: { readonly view: OverLink }) {
  switch (view.status) {
    case "approved":
    case "rejected":
      return null;
    case "timeout":
      return <p>{words.over.timeout.what}</p>;
    case "cancelled":
      return <p>{words.over.cancelled.what}</p>;
    default:
      return view.status satisfies never;
  }
}

interface YouAnsweredProps extends Pick<OverLink, "recipient"> {
  readonly answer: RecordedAnswer;
  readonly now: number;
}

function YouAnswered({ answer, recipient, now }: YouAnsweredProps) {
  const said = answer.approved ? words.answered.approvedEarlier : words.answered.rejectedEarlier;
  return (
    <p>
      <Text value={said[giverOf(answer, recipient)](answer.approver)} />{" "}
      <Moment at={Date.parse(answer.timestamp)} now={now} />.
    </p>
  );
}

function Asked({ view, now }: PartProps) {
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{words.over.asked}</h2>
      <div class="quote">
        <Markdown value={view.prompt} />
      </div>
      <p class="small soft">
        <Text value={view.requestedBy} /> · <Moment at={view.createdAt} now={now} /> · <Text value={view.ensemble} />
        {view.runId !== null && (
          <>
            {" "}
            · <RunReference runId={view.runId} />
          </>
        )}
      </p>
      <p class="small soft">{words.over.dataGone}</p>
    </section>
  );
}

function Answers({ view, now }: PartProps) {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{words.over.answers}</h2>
      {view.approvals.length === 0 ? (
        <p class="soft">{words.over.noAnswers}</p>
      ) : (
        <AnswerLog answers={view.approvals} now={now} />
      )}
    </section>
  );
}

/** The steps of a run in their order: how long each took, what it was given and gave, and what went wrong. */
import type { Run, Step } from "../contract/run.ts";
import { isRunOver } from "../contract/run.ts";
import { PostForm } from "../html/form/post-form.tsx";
import { formatMoment } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { DATA_BUDGET, DataView } from "../html/values/data-view.tsx";
import { formatNumber } from "../html/values/format-number.ts";
import { words } from "../html/words/words.ts";
import type { Json } from "../kernel/json.ts";
import { shortDuration } from "./short-duration.ts";
import { markOf, StatusMark } from "./status-mark.tsx";
import { stepAnchor } from "./step-anchor.ts";

interface TimelineProps {
  readonly run: Run;
  /** By path. */
  readonly inputs: ReadonlyMap<string, Json>;
  readonly now: number;
}

/** What one step may take of a page, however many there are. */
const LEAST_BUDGET = 4_000;

export function RunTimeline({ run, inputs, now }: TimelineProps) {
  if (run.steps.length === 0) return <p class="soft">{words.pages.run.noSteps}</p>;
  const budget = Math.max(LEAST_BUDGET, Math.floor((4 * DATA_BUDGET) / run.steps.length));
  const firsts = new Set(
    Map.groupBy(run.steps, ({ agent }) => agent)
      .values()
      .map(([first]) => first),
  );
  return (
    <ol class="log steps">
      {run.steps.map((step, position) => (
        <li class="entry" id={stepAnchor(position)}>
          <StepHead step={step} run={run} now={now} />
          <StepTroubles step={step} />
          <div class="folds">
            {step.approvalId !== undefined && <a href={`/approvals/${step.approvalId}`}>{words.pages.run.toRequest}</a>}
            <Folded title={words.pages.run.given} value={inputs.get(step.path)} budget={budget} />
            <Folded title={words.pages.run.gave} value={step.output} budget={budget} />
            {isRunOver(run.status) && firsts.has(step) && <FromHere run={run} agent={step.agent} />}
          </div>
          {step.outputOmitted === true && <p class="small soft">{words.pages.run.outputOmitted}</p>}
        </li>
      ))}
    </ol>
  );
}

interface StepHeadProps {
  readonly step: Step;
  readonly run: Run;
  readonly now: number;
}

function StepHead({ step, run, now }: StepHeadProps) {
  const startedAt = Date.parse(step.startedAt);
  return (
    <>
      <div class="head">
        <strong>
          <Text value={step.path} />
        </strong>
        <StatusMark status={markOf(step, run)} />
        <span class="took">{tookText(step, run, now)}</span>
      </div>
      <p class="small soft">
        {[step.operation, ...moreFacts(step)].join(" · ")}
        {" · "}
        <span title={formatMoment(startedAt)}>
          {words.pages.run.after(shortDuration(Math.max(0, startedAt - Date.parse(run.createdAt))))}
        </span>
      </p>
    </>
  );
}

function moreFacts({ attempts, usage }: Step): readonly string[] {
  return [
    ...(attempts > 1 ? [words.pages.run.attempts(attempts)] : []),
    ...(usage === undefined ? [] : [words.pages.run.tokens(formatNumber(usage.inputTokens + usage.outputTokens))]),
  ];
}

function tookText({ status, startedAt, ...step }: Step, run: Run, now: number): string {
  if (status === "skipped") return "";
  const length = (end: number): string => shortDuration(Math.max(0, end - Date.parse(startedAt)));
  const finishedAt = step.finishedAt ?? run.finishedAt;
  if (finishedAt !== undefined) return length(Date.parse(finishedAt));
  return `${length(now)} ${words.pages.run.since}`;
}

function StepTroubles({ step: { reason, error } }: { readonly step: Step }) {
  return (
    <>
      {reason !== undefined && (
        <p class="small">
          <Text value={reason} />
        </p>
      )}
      {error !== undefined && (
        <p class="wrong">
          <Text value={error.message} /> <span class="mono near">{error.code}</span>
        </p>
      )}
    </>
  );
}

interface FoldedProps {
  readonly title: string;
  readonly value: unknown;
  readonly budget: number;
}

function Folded({ title, value, budget }: FoldedProps) {
  if (value === undefined || value === null) return null;
  return (
    <details>
      <summary>{title}</summary>
      <DataView value={jsonOf(value)} budget={budget} />
    </details>
  );
}

/** Keeps the results of all work before the agent. */
function FromHere({ run, agent }: { readonly run: Run; readonly agent: string }) {
  return (
    <PostForm action={`/runs/${run.id}/restart`}>
      <input type="hidden" name="from" value={agent} />
      <button class="bare" type="submit">
        {words.pages.run.again}
        <span class="spoken">
          {": "}
          <Text value={agent} />
        </span>
      </button>
    </PostForm>
  );
}

/** Outputs of steps are JSON; the API's types say no more than `unknown`. */
function jsonOf(value: unknown): Json {
  return value as Json;
}

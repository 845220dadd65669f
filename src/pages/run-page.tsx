/** One run: where it stands, what each step did, and what it came to. */
import type { KeyHolder } from "../access/api-key.ts";
import type { Run, Step } from "../contract/run.ts";
import { isRunOver } from "../contract/run.ts";
import { renderDocument } from "../html/document.tsx";
import { Moment } from "../html/moment.tsx";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { DataView } from "../html/values/data-view.tsx";
import { words } from "../html/words/words.ts";
import { formatDuration } from "../kernel/duration.ts";
import type { Json } from "../kernel/json.ts";
import { Frame } from "./frame.tsx";
import { StatusMark } from "./status-mark.tsx";

interface RunPageProps {
  readonly nonce: string;
  readonly holder: KeyHolder;
  readonly run: Run;
  readonly now: number;
}

export function renderRun({ nonce, holder, run, now }: RunPageProps): string {
  return renderDocument(
    <Frame title={`${words.pages.status[run.status]}: ${run.ensemble}`} nonce={nonce} holder={holder} place="runs">
      <div class="cols">
        <article class="sheet">
          <div class="lead">
            <StatusMark status={run.status} />
            <h1>
              <Text value={run.ensemble} />
            </h1>
            {run.error !== undefined && <Failure error={run.error} />}
          </div>
          <section aria-labelledby="steps">
            <h2 id="steps">{words.pages.run.steps}</h2>
            {run.steps.length === 0 ? <p class="soft">{words.pages.run.noSteps}</p> : <Timeline run={run} now={now} />}
          </section>
          {isRunOver(run.status) && run.output !== undefined && (
            <section aria-labelledby="output">
              <h2 id="output">{words.pages.run.output}</h2>
              <DataView value={jsonOf(run.output)} />
            </section>
          )}
          <section aria-labelledby="input">
            <h2 id="input">{words.pages.run.input}</h2>
            <DataView value={jsonOf(run.input)} />
          </section>
        </article>
        <RunFacts run={run} now={now} />
      </div>
    </Frame>,
  );
}

function Failure({ error }: { readonly error: NonNullable<Run["error"]> }) {
  return (
    <Notice kind="problem" title={words.pages.run.failedAt(error.agent)}>
      <p>
        <Text value={error.message} /> <span class="mono">{error.code}</span>
      </p>
    </Notice>
  );
}

function Timeline({ run, now }: { readonly run: Run; readonly now: number }) {
  return (
    <ol class="log">
      {run.steps.map((step) => (
        <StepItem step={step} now={now} />
      ))}
    </ol>
  );
}

function StepItem({ step, now }: { readonly step: Step; readonly now: number }) {
  return (
    <li>
      <p>
        <strong>
          <Text value={step.path} />
        </strong>{" "}
        <span class="soft">{step.operation}</span>
      </p>
      <StatusMark status={step.status} />
      <p class="small soft">
        <Moment at={Date.parse(step.startedAt)} now={now} />
        {step.finishedAt !== undefined && ` · ${words.pages.run.took(durationOf(step))}`}
        {step.attempts > 1 && ` · ${words.pages.run.attempts(step.attempts)}`}
      </p>
      {step.reason !== undefined && (
        <p class="small">
          <Text value={step.reason} />
        </p>
      )}
      {step.error !== undefined && (
        <p class="wrong">
          <Text value={step.error.message} />
        </p>
      )}
      {step.output !== undefined && step.output !== null && (
        <details>
          <summary>{words.pages.run.gave}</summary>
          <DataView value={jsonOf(step.output)} />
        </details>
      )}
    </li>
  );
}

function durationOf({ startedAt, finishedAt }: Step): string {
  const ms = Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt);
  return ms < 1_000 ? `${ms} ms` : formatDuration(ms);
}

function RunFacts({ run, now }: { readonly run: Run; readonly now: number }) {
  return (
    <aside aria-label={words.pages.run.facts}>
      <dl>
        <div>
          <dt>{words.pages.run.id}</dt>
          <dd class="mono">{run.id}</dd>
        </div>
        <div>
          <dt>{words.pages.run.requestedBy}</dt>
          <dd>
            <Text value={run.requestedBy} />
          </dd>
        </div>
        <div>
          <dt>{words.pages.run.started}</dt>
          <dd>
            <Moment at={Date.parse(run.createdAt)} now={now} />
          </dd>
        </div>
        {run.finishedAt !== undefined && (
          <div>
            <dt>{words.pages.run.ended}</dt>
            <dd>
              <Moment at={Date.parse(run.finishedAt)} now={now} />
            </dd>
          </div>
        )}
        {run.retryOf !== undefined && (
          <div>
            <dt>{words.pages.run.retryOf}</dt>
            <dd>
              <a class="mono" href={`/runs/${run.retryOf}`}>
                {run.retryOf}
              </a>
            </dd>
          </div>
        )}
      </dl>
      <RunActions run={run} />
    </aside>
  );
}

function RunActions({ run }: { readonly run: Run }) {
  return (
    <section aria-label={words.pages.run.actions}>
      {isRunOver(run.status) ? <Restart run={run} /> : <Cancel run={run} />}
    </section>
  );
}

function Cancel({ run }: { readonly run: Run }) {
  return (
    <form method="post" action={`/runs/${run.id}/cancel`}>
      <p class="hint">{words.pages.run.cancelWhat}</p>
      <button class="no" type="submit">
        {words.pages.run.cancel}
      </button>
    </form>
  );
}

function Restart({ run }: { readonly run: Run }) {
  const agents = [...new Set(run.steps.map(({ agent }) => agent))];
  return (
    <form method="post" action={`/runs/${run.id}/restart`}>
      <label>
        {words.pages.run.from}
        <select name="from">
          <option value="">{words.pages.run.fromStart}</option>
          {agents.map((agent) => (
            <option value={agent}>{agent}</option>
          ))}
        </select>
      </label>
      <p class="hint">{words.pages.run.restartWhat}</p>
      <button type="submit">{words.pages.run.restart}</button>
    </form>
  );
}

/** Inputs and outputs of runs are JSON; the API's types say no more than `unknown`. */
function jsonOf(value: unknown): Json {
  return value as Json;
}

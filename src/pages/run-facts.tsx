/** What is known of a run as a whole, and what can be done about it. */
import type { Run } from "../contract/run.ts";
import { isRunOver } from "../contract/run.ts";
import { PostForm } from "../html/form/post-form.tsx";
import { Moment } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";

/** The place of what can be done about the run. */
export const RUN_ACTIONS = "actions";

interface RunFactsProps {
  readonly run: Run;
  readonly now: number;
  /** From where to run it again; `""` is the start. */
  readonly from: string;
}

export function RunFacts({ run, now, from }: RunFactsProps) {
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
      <RunActions run={run} from={from} />
    </aside>
  );
}

function RunActions({ run, from }: Pick<RunFactsProps, "run" | "from">) {
  return (
    <section id={RUN_ACTIONS} aria-label={words.pages.run.actions}>
      {isRunOver(run.status) ? <Restart run={run} from={from} /> : <Cancel run={run} />}
    </section>
  );
}

function Cancel({ run }: { readonly run: Run }) {
  return (
    <PostForm action={`/runs/${run.id}/cancel`}>
      <p class="hint">{words.pages.run.cancelWhat}</p>
      <button class="no" type="submit">
        {words.pages.run.cancel}
      </button>
    </PostForm>
  );
}

function Restart({ run, from }: Pick<RunFactsProps, "run" | "from">) {
  const agents = [...new Set(run.steps.map(({ agent }) => agent))];
  return (
    <PostForm action={`/runs/${run.id}/restart`}>
      <label>
        {words.pages.run.from}
        <select name="from">
          <option value="">{words.pages.run.fromStart}</option>
          {agents.map((agent) => (
            <option value={agent} selected={agent === from}>
              {agent}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{words.pages.run.restartWhat}</p>
      <button type="submit">{words.pages.run.restart}</button>
    </PostForm>
  );
}

/** One run: where it stands, what each step did, and what it came to. */
import type { Child } from "hono/jsx";
import type { Visitor } from "../access/visitor.ts";
import type { Run } from "../contract/run.ts";
import { isRunOver } from "../contract/run.ts";
import type { Graph } from "../ensembles/graph/graph.ts";
import { renderDocument } from "../html/document.tsx";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { DataView } from "../html/values/data-view.tsx";
import { words } from "../html/words/words.ts";
import type { Json } from "../kernel/json.ts";
import { agentStates } from "./diagram/agent-states.ts";
import { Diagram } from "./diagram/diagram.tsx";
import type { LayOut } from "./diagram/lay-out.ts";
import { Frame } from "./frame.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunTimeline } from "./run-timeline.tsx";
import { StatusMark } from "./status-mark.tsx";

interface RunPageProps {
  readonly nonce: string;
  readonly holder: Visitor;
  readonly run: Run;
  readonly graph: Graph;
  /** What steps were given, by path. */
  readonly inputs: ReadonlyMap<string, Json>;
  readonly now: number;
  readonly layOut: LayOut;
  readonly told: RunTold | null;
}

/** What just happened to what somebody sent from the page. */
export interface RunTold {
  readonly notice: Child;
  /** From where they wanted to run it again; `""` is the start. */
  readonly from: string;
}

export function renderRun({ nonce, holder, run, graph, inputs, now, layOut, told }: RunPageProps): string {
  return renderDocument(
    <Frame
      title={`${words.pages.status[run.status]}: ${run.ensemble}`}
      nonce={nonce}
      holder={holder}
      place="runs"
      live={isRunOver(run.status) || told !== null ? undefined : { kind: "run", id: run.id }}
    >
      {told?.notice}
      <div class="cols">
        <article class="sheet">
          <div class="lead">
            <StatusMark status={run.status} />
            <h1>
              <Text value={run.ensemble} />
            </h1>
            {run.error !== undefined && <Failure error={run.error} />}
          </div>
          {run.progress !== undefined && (
            <section aria-labelledby="progress">
              <h2 id="progress">{words.pages.run.progress}</h2>
              <DataView value={jsonOf(run.progress)} />
            </section>
          )}
          <section aria-labelledby="plan">
            <h2 id="plan">{words.pages.run.plan}</h2>
            <Diagram
              graph={graph}
              title={words.diagram.ofRun(run.ensemble)}
              stateOf={agentStates(run)}
              layOut={layOut}
            />
          </section>
          <section aria-labelledby="steps">
            <h2 id="steps">{words.pages.run.steps}</h2>
            <RunTimeline run={run} inputs={inputs} now={now} />
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
        <RunFacts run={run} now={now} from={told?.from ?? ""} />
      </div>
    </Frame>,
  );
}

function Failure({ error }: { readonly error: NonNullable<Run["error"]> }) {
  return (
    <Notice kind="problem" title={words.pages.run.failedAt(error.agent)}>
      <p>
        <Text value={error.message} /> <span class="mono near">{error.code}</span>
      </p>
    </Notice>
  );
}

/** Inputs and outputs of runs are JSON; the API's types say no more than `unknown`. */
function jsonOf(value: unknown): Json {
  return value as Json;
}

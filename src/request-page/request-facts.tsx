/** The side column: who, when, how many, where it belongs, and the author's metadata. */
import type { Child } from "hono/jsx";
import type { OpenLink } from "../contract/link-view.ts";
import { Moment } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { RawJson } from "../html/values/raw-json.tsx";
import { isCut, readable } from "../html/values/readable.ts";
import { ValueView } from "../html/values/value-view.tsx";
import { words } from "../html/words/words.ts";
import { Quorum } from "./quorum.tsx";
import { RunReference } from "./run-reference.tsx";

interface RequestFactsProps {
  readonly view: OpenLink;
  readonly now: number;
}

export function RequestFacts({ view, now }: RequestFactsProps) {
  return (
    <aside aria-label={words.facts.label}>
      <dl>
        <Fact label={words.quorum.label}>
          <Quorum view={view} />
        </Fact>
        <Fact label={words.facts.createdAt}>
          <Moment at={view.createdAt} now={now} />
        </Fact>
        <Origin view={view} />
      </dl>
      <Metadata view={view} />
    </aside>
  );
}

/** The run that asks, and where in it; of a request without a run its title. */
function Origin({ view: { ensemble, agent, runId } }: { readonly view: OpenLink }) {
  if (agent === null || runId === null) {
    return (
      <Fact label={words.facts.title}>
        <Text value={ensemble} />
      </Fact>
    );
  }
  return (
    <>
      <Fact label={words.facts.ensemble}>
        <Text value={ensemble} />
      </Fact>
      <Fact label={words.facts.agent}>
        <Text value={agent} />
      </Fact>
      <Fact label={words.facts.run}>
        <RunReference runId={runId} />
      </Fact>
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: Child }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** About how many characters of HTML the metadata may have beside the data. */
const METADATA_BUDGET = 12_000;

function Metadata({ view: { metadata } }: { readonly view: OpenLink }) {
  if (isEmpty(metadata)) return null;
  const node = readable(metadata, METADATA_BUDGET);
  return (
    <section aria-labelledby="more">
      <h3 id="more">{words.facts.more}</h3>
      <ValueView node={node} />
      {isCut(node) && <RawJson value={metadata} />}
    </section>
  );
}

function isEmpty(metadata: OpenLink["metadata"]): boolean {
  return metadata === null || (typeof metadata === "object" && Object.keys(metadata).length === 0);
}

/** The list of runs. */
import type { Visitor } from "../access/visitor.ts";
import { type Run, RunStatus } from "../contract/run.ts";
import type { Page } from "../ledger/queries.ts";
import { renderDocument } from "../html/document.tsx";
import { Moment } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { Frame } from "./frame.tsx";
import { NextPage } from "./next-page.tsx";
import { StatusMark } from "./status-mark.tsx";

interface RunsProps {
  readonly nonce: string;
  readonly holder: Visitor;
  readonly page: Page<Run>;
  readonly filters: { readonly status?: RunStatus; readonly ensemble?: string };
  readonly now: number;
}

export function renderRuns({ nonce, holder, page, filters, now }: RunsProps): string {
  return renderDocument(
    <Frame title={words.pages.places.runs} nonce={nonce} holder={holder} place="runs" live={{ kind: "list" }}>
      <h1>{words.pages.places.runs}</h1>
      <Filters filters={filters} />
      {page.items.length === 0 ? (
        <NoRuns filters={filters} />
      ) : (
        <ul class="rows">
          {page.items.map((run) => (
            <RunRow run={run} now={now} />
          ))}
        </ul>
      )}
      <NextPage path="/runs" filters={filters} cursor={page.nextCursor} />
    </Frame>,
  );
}

function NoRuns({ filters }: Pick<RunsProps, "filters">) {
  const isSearch = Object.keys(filters).length > 0;
  return (
    <div class="sheet">
      <div class="lead">
        <p>{isSearch ? words.pages.runs.none : words.pages.runs.first}</p>
        {!isSearch && (
          <p>
            <a href="/ensembles">{words.pages.runs.toEnsembles}</a>
          </p>
        )}
      </div>
    </div>
  );
}

function Filters({ filters }: Pick<RunsProps, "filters">) {
  return (
    <form class="filters" method="get" action="/runs" role="search">
      <label>
        {words.pages.runs.ensemble}
        <input name="ensemble" value={filters.ensemble ?? ""} />
      </label>
      <label>
        {words.pages.runs.status}
        <select name="status">
          <option value="">{words.pages.runs.anyStatus}</option>
          {RunStatus.options.map((status) => (
            <option value={status} selected={status === filters.status}>
              {words.pages.status[status]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="plain">
        {words.pages.filter}
      </button>
    </form>
  );
}

function RunRow({ run, now }: { readonly run: Run; readonly now: number }) {
  return (
    <li class="row">
      <StatusMark status={run.status} />
      <a href={`/runs/${run.id}`}>
        <strong>
          <Text value={run.ensemble} />
        </strong>
      </a>
      <span class="small soft">
        <Text value={words.pages.runs.by(run.requestedBy)} /> · <Moment at={Date.parse(run.createdAt)} now={now} />
      </span>
    </li>
  );
}

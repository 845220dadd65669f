/** The audit trail: searchable, its chain checked in place, and handed out as a file. */
import type { Visitor } from "../access/visitor.ts";
import type { AuditEntry } from "../contract/audit.ts";
import type { ChainCheck } from "../ledger/audit-chain.ts";
import type { Page } from "../ledger/queries.ts";
import { renderDocument } from "../html/document.tsx";
import { Moment } from "../html/moment.tsx";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { Frame } from "./frame.tsx";
import { NextPage } from "./next-page.tsx";

interface TrailProps {
  readonly nonce: string;
  readonly holder: Visitor;
  readonly page: Page<AuditEntry>;
  readonly filters: Readonly<Record<string, string>>;
  /** `null`: not asked for. */
  readonly check: ChainCheck | null;
  readonly now: number;
}

export function renderTrail({ nonce, holder, page, filters, check, now }: TrailProps): string {
  return renderDocument(
    <Frame title={words.pages.places.trail} nonce={nonce} holder={holder} place="trail">
      <h1 class="over">{words.pages.places.trail}</h1>
      {check !== null && <CheckNotice check={check} />}
      <form class="filters" method="get" action="/audit" role="search">
        {(["run", "approval", "actor"] as const).map((name) => (
          <label>
            {words.pages.trail[name]}
            <input name={name} value={filters[name] ?? ""} />
          </label>
        ))}
        <button type="submit" class="plain">
          {words.pages.filter}
        </button>
      </form>
      <ul class="inline over">
        <li>
          <a href="/audit?check">{words.pages.trail.check}</a>
        </li>
        <li>
          <a href="/audit/export">{words.pages.trail.lines}</a>
        </li>
        <li>
          <a href="/audit/export?format=csv">{words.pages.trail.table}</a>
        </li>
      </ul>
      {page.items.length === 0 ? (
        <p class="sheet">{words.pages.trail.none}</p>
      ) : (
        <ol class="rows">
          {page.items.map((entry) => (
            <Entry entry={entry} now={now} />
          ))}
        </ol>
      )}
      <NextPage path="/audit" filters={filters} cursor={page.nextCursor} />
    </Frame>,
  );
}

function CheckNotice({ check }: { readonly check: ChainCheck }) {
  return check.status === "whole" ? (
    <Notice kind="done" title={words.pages.trail.whole(check.lastSeq)}>
      <p class="mono">{check.head}</p>
    </Notice>
  ) : (
    <Notice kind="problem" title={words.pages.trail.broken(check.at)}>
      <p>{words.pages.trail.brokenWhat}</p>
    </Notice>
  );
}

function Entry({ entry, now }: { readonly entry: AuditEntry; readonly now: number }) {
  return (
    <li class="row">
      <span>
        <strong>{entry.type}</strong>{" "}
        <a class="actor" href={`/audit?${new URLSearchParams({ actor: entry.actor }).toString()}`}>
          <Text value={entry.actor} />
        </a>
      </span>
      <span class="small soft">
        <Moment at={Date.parse(entry.at)} now={now} />
        {entry.runId !== undefined && (
          <>
            {" · "}
            <a class="mono" href={`/runs/${entry.runId}`}>
              {entry.runId}
            </a>
          </>
        )}
        {entry.approvalId !== undefined && (
          <>
            {" · "}
            <a href={`/approvals/${entry.approvalId}`}>{words.pages.trail.approval}</a>
          </>
        )}
      </span>
      <Details detail={entry.detail} />
    </li>
  );
}

function Details({ detail }: { readonly detail: AuditEntry["detail"] }) {
  const known = Object.entries(detail).filter(([, value]) => value !== null && value !== "");
  if (known.length === 0) return null;
  return (
    <dl class="small inline">
      {known.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <Text value={typeof value === "string" ? value : JSON.stringify(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

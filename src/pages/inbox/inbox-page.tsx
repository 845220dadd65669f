/** The inbox: requests in three lists, to be narrowed down, and answered one by one or several at once. */
import type { Visitor } from "../../access/visitor.ts";
import type { Approval } from "../../contract/approval.ts";
import { renderDocument } from "../../html/document.tsx";
import { PostForm } from "../../html/form/post-form.tsx";
import { Icon } from "../../html/icon.tsx";
import { Script } from "../../html/script.tsx";
import { words } from "../../html/words/words.ts";
import type { Page } from "../../ledger/queries.ts";
import { Frame } from "../frame.tsx";
import { INBOX_STYLESHEET } from "./inbox-stylesheet.ts";
import { seesAll } from "../find-request.ts";
import { NextPage } from "../next-page.tsx";
import { InboxFilters } from "./inbox-filters.tsx";
import { type InboxQuery, isFiltered, type Tab, tabsOf } from "./inbox-query.ts";
import { InboxRow } from "./inbox-row.tsx";
import { KeyHelp } from "./key-help.tsx";

interface InboxProps {
  readonly nonce: string;
  readonly visitor: Visitor;
  readonly query: InboxQuery;
  readonly page: Page<Approval>;
  readonly counts: Counts;
  readonly now: number;
}

/** Of those that wait; `null` where somebody does not see them. */
interface Counts {
  readonly mine: number | null;
  readonly waiting: number | null;
}

export function renderInbox(props: InboxProps): string {
  const { nonce, visitor, query, page, counts } = props;
  const { cursor: _here, ...filters } = query;
  return renderDocument(
    <Frame
      title={words.inbox.title(countText(counts.mine ?? counts.waiting))}
      nonce={nonce}
      holder={visitor}
      place="inbox"
      live={seesAll(visitor) ? { kind: "list" } : undefined}
      styles={INBOX_STYLESHEET}
    >
      <div class="inbox" id="inbox">
        <h1>{words.inbox.heading}</h1>
        <Tabs visitor={visitor} tab={query.tab} counts={counts} />
        <InboxFilters query={query} />
        {page.items.length === 0 ? <Empty {...props} /> : <List {...props} />}
        <NextPage path="/" filters={filters} cursor={page.nextCursor} />
        {visitor.person === null && <p class="hint">{words.inbox.person}</p>}
        <KeyHelp />
        <Script name="inbox" />
      </div>
    </Frame>,
  );
}

function Tabs({ visitor, tab, counts }: Pick<InboxProps, "visitor" | "counts"> & { readonly tab: Tab }) {
  return (
    <nav class="tabs" aria-label={words.inbox.tabsLabel}>
      {tabsOf(visitor).map((one) => (
        <a href={`/?tab=${one}`} aria-current={one === tab ? "page" : undefined}>
          {words.inbox.tabs[one]}
          {one !== "decided" && <Count count={counts[one]} />}
        </a>
      ))}
    </nav>
  );
}

function Count({ count }: { readonly count: number | null }) {
  const text = countText(count);
  return text === "" ? null : <span class="count">{text}</span>;
}

/** `""` for none; the ledger counts so far at most. */
function countText(count: number | null): string {
  if (count === null || count === 0) return "";
  return count >= 1_000 ? "999+" : String(count);
}

function List({ visitor, query, page, now }: InboxProps) {
  const rows = page.items.map((approval) => <InboxRow approval={approval} visitor={visitor} now={now} />);
  if (query.tab === "decided") return <ul class="rows picks done">{rows}</ul>;
  return (
    <PostForm class="pick-form" action="/approvals" aria-label={words.inbox.list}>
      <button type="submit" disabled hidden />
      <ul class="rows picks">{rows}</ul>
      <section class="several" aria-labelledby="several">
        <div>
          <h2 id="several">{words.inbox.several}</h2>
          <p class="hint">{words.inbox.severalHint}</p>
        </div>
        <div class="apart">
          <button type="submit" name="approved" value="true">
            <Icon name="check" />
            {words.inbox.approveSeveral}
          </button>
          <button type="submit" name="approved" value="false" class="no">
            <Icon name="cross" />
            {words.inbox.rejectSeveral}
          </button>
        </div>
      </section>
    </PostForm>
  );
}

function Empty({ visitor, query, page, counts }: InboxProps) {
  const isSearch = isFiltered(query);
  const others = countText(counts.waiting);
  return (
    <div class="sheet empty">
      <Icon name={isSearch ? "unknown" : "approved"} />
      <p>{isSearch ? words.inbox.empty.filtered : words.inbox.empty[query.tab]}</p>
      {isSearch && page.nextCursor !== null && <p class="soft">{words.inbox.further}</p>}
      {isSearch && (
        <p>
          <a href={`/?tab=${query.tab}`}>{words.inbox.clear}</a>
        </p>
      )}
      {!isSearch && query.tab === "mine" && others !== "" && (
        <p>
          <a href="/?tab=waiting">{words.inbox.others(others)}</a>
        </p>
      )}
      {!isSearch && query.tab === "waiting" && visitor.scopes.includes("runs") && (
        <p class="soft">{words.inbox.first}</p>
      )}
    </div>
  );
}

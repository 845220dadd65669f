/** Narrows an inbox down; folded away while nothing is asked for. */
import { typedText } from "../../html/visible-text.ts";
import { words } from "../../html/words/words.ts";
import { AGES, type Age, type InboxQuery, isFiltered } from "./inbox-query.ts";

export function InboxFilters({ query }: { readonly query: InboxQuery }) {
  const { tab, text, ensemble, approver, age } = query;
  return (
    <details class="narrow-down" open={isFiltered(query)}>
      <summary>{words.inbox.filters}</summary>
      <form class="filters" method="get" action="/" role="search">
        <input type="hidden" name="tab" value={tab} />
        <Filter name="text" label={words.inbox.text} value={text} />
        <Filter name="ensemble" label={words.inbox.ensemble} value={ensemble} />
        {tab !== "mine" && <Filter name="approver" label={words.inbox.approver} value={approver} />}
        <label>
          {words.inbox.age}
          <select name="age">
            <option value="">{words.inbox.ages.any}</option>
            {AGE_NAMES.map((name) => (
              <option value={name} selected={name === age}>
                {words.inbox.ages[name]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="plain">
          {words.pages.filter}
        </button>
      </form>
    </details>
  );
}

const AGE_NAMES = Object.keys(AGES) as readonly Age[];

interface FilterProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
}

function Filter({ name, label, value = "" }: FilterProps) {
  return (
    <label>
      {label}
      <input name={name} value={typedText(value)} maxlength={400} autocomplete="off" dir="auto" />
    </label>
  );
}

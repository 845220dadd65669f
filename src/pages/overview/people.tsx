/** Who is waited for, and who answers faster than anybody reads. */
import { promptHead } from "../../request-page/prompt-head.ts";
import { relativeTime } from "../../html/relative-time.ts";
import { Text } from "../../html/text.tsx";
import { cutText } from "../../html/visible-text.ts";
import { words } from "../../html/words/words.ts";
import type { Awaited, OpenApprovals, QuickAnswerer } from "../../ledger/overview.ts";

/** More would hide who matters. */
const MOST_PEOPLE = 25;
const LONGEST_PROMPT = 120;

export function AwaitedPeople({ open, now }: { readonly open: OpenApprovals; readonly now: number }) {
  const shown = open.awaited.slice(0, MOST_PEOPLE);
  return (
    <section class="sheet" aria-labelledby="open">
      <h2 id="open">{words.overview.open}</h2>
      {shown.length === 0 ? (
        <p class="soft">{words.overview.nobody}</p>
      ) : (
        <>
          <p class="hint">
            {words.overview.openCount(open.count)}
            {!open.isWhole && `. ${words.overview.oldestOnly(open.count)}`}
          </p>
          <ol class="waits">
            {shown.map((awaited) => (
              <AwaitedPerson awaited={awaited} now={now} />
            ))}
          </ol>
          <MorePeople count={open.awaited.length - shown.length} />
        </>
      )}
    </section>
  );
}

function AwaitedPerson({ awaited, now }: { readonly awaited: Awaited; readonly now: number }) {
  const { approver, count, oldest } = awaited;
  return (
    <li>
      <div class="head">
        <strong>{approver === null ? words.overview.anybody : <Text value={approver} />}</strong>
        <span class="soft small">{words.overview.requests(count)}</span>
      </div>
      <p class="small">
        <span class="soft">{words.overview.oldest}</span>{" "}
        <a href={`/approvals/${oldest.approvalId}`}>
          <Text value={shortPrompt(oldest.prompt)} />
        </a>
        {", "}
        <span class="near" data-time={String(oldest.createdAt)}>
          {relativeTime(oldest.createdAt, now)}
        </span>
      </p>
    </li>
  );
}

function shortPrompt(text: string): string {
  const prompt = promptHead(text).heading ?? text;
  return prompt.length > LONGEST_PROMPT ? `${cutText(prompt, LONGEST_PROMPT)}…` : prompt;
}

export function QuickAnswerers({ people }: { readonly people: readonly QuickAnswerer[] }) {
  const shown = people.slice(0, MOST_PEOPLE);
  return (
    <section class="sheet" aria-labelledby="quick">
      <h2 id="quick">{words.overview.quick}</h2>
      <p class="hint">{words.overview.quickWhat}</p>
      {shown.length === 0 ? (
        <p class="soft">{words.overview.quickNone}</p>
      ) : (
        <ul class="waits">
          {shown.map(({ person, quick, answers, approvalId }) => (
            <li>
              <div class="head">
                <strong>
                  <Text value={person} />
                </strong>
                <span class="small">
                  {words.overview.quickOf(quick, answers)}
                  {" · "}
                  <a href={`/approvals/${approvalId}`}>{words.overview.quickLatest}</a>
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      <MorePeople count={people.length - shown.length} />
    </section>
  );
}

function MorePeople({ count }: { readonly count: number }) {
  return count > 0 ? <p class="soft small">{words.overview.more(count)}</p> : null;
}

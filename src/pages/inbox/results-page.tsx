/** What became of several answers, one by one. */
import type { Visitor } from "../../access/visitor.ts";
import { renderDocument } from "../../html/document.tsx";
import { Icon } from "../../html/icon.tsx";
import { Text } from "../../html/text.tsx";
import { words } from "../../html/words/words.ts";
import { KeptText } from "../../request-page/kept-text.tsx";
import type { KeptEntry } from "../../request-page/kept-texts.ts";
import { Frame } from "../frame.tsx";
import { INBOX_STYLESHEET } from "./inbox-stylesheet.ts";
import { BackToInbox } from "./several-page.tsx";

export type Result = { readonly path: string; readonly title: string } & (
  | { readonly became: "done"; readonly remaining: number }
  | { readonly became: "refused"; readonly detail: string }
);

interface ResultsProps {
  readonly nonce: string;
  readonly visitor: Visitor;
  readonly approved: boolean;
  readonly results: readonly Result[];
  /** What went with the answers: shown again where one of them did not count. */
  readonly typed: readonly KeptEntry[];
}

export function renderResults({ nonce, visitor, approved, results, typed }: ResultsProps): string {
  const done = results.filter(({ became }) => became === "done").length;
  const title = words.several.doneTitle(done, results.length);
  return renderDocument(
    <Frame title={title} nonce={nonce} holder={visitor} place="inbox" styles={INBOX_STYLESHEET}>
      <article class="sheet slim">
        <div class="lead">
          <p class={done === 0 ? "state no" : "state"}>
            <Icon name={done === 0 ? "rejected" : "approved"} />
            {words.several.doneState}
          </p>
          <h1>{title}</h1>
        </div>
        <div role="status">
          <ol class="named">
            {results.map((result) => (
              <ResultItem result={result} approved={approved} />
            ))}
          </ol>
        </div>
        {done < results.length && <KeptText texts={typed} hint={words.several.keptHint} />}
        <BackToInbox />
      </article>
    </Frame>,
  );
}

function ResultItem({ result, approved }: { readonly result: Result; readonly approved: boolean }) {
  return (
    <li>
      <a href={result.path}>
        <Text value={result.title} />
      </a>
      {result.became === "done" ? <Done approved={approved} remaining={result.remaining} /> : <Refused {...result} />}
    </li>
  );
}

function Done({ approved, remaining }: { readonly approved: boolean; readonly remaining: number }) {
  return (
    <>
      <p class="state">
        <Icon name={approved ? "approved" : "rejected"} />
        {approved ? words.several.approved : words.several.rejected}
      </p>
      {remaining > 0 && <p class="small soft">{words.several.waits(remaining)}</p>}
    </>
  );
}

function Refused({ detail }: { readonly detail: string }) {
  return (
    <p class="state no">
      <Icon name="unknown" />
      <Text value={detail} />
    </p>
  );
}

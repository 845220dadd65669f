/** The page behind a link: whatever the state of link and approval, it tells the truth and decides nothing. */
import type { LinkView } from "../contract/link-view.ts";
import { renderDocument } from "../html/document.tsx";
import { words } from "../html/words/words.ts";
import type { Attempt, Choice } from "./attempt.ts";
import { MadeForProvider } from "../html/form/post-form.tsx";
import { ConfirmPage } from "./confirm-page.tsx";
import { type KeptEntry, keptTexts } from "./kept-texts.ts";
import { OpenPage } from "./open-page.tsx";
import { OverPage } from "./over-page.tsx";
import { type PassedOn, typedToPassOn } from "./passed-on.tsx";
import { LINK_READER, type PageReader, ReaderProvider } from "./reader.ts";
import type { Unconfirmed } from "./unconfirmed.ts";
import { UnknownPage } from "./unknown-page.tsx";

export interface LinkPageOptions {
  readonly view: LinkView;
  /** The path to which the form posts: the link's own, without its query. */
  readonly action: string;
  /** Default: whoever holds a link. */
  readonly reader?: PageReader;
  /** What `?action=` suggests; it decides nothing. */
  readonly preselect: Choice | null;
  /** Of the Content-Security-Policy, for the one inline style. */
  readonly nonce: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The answer just posted that did not get through. */
  readonly attempt?: Attempt | null;
  /** The answer just posted that did; `view` is what it led to. */
  readonly justDecided?: JustDecided | null;
  /** What became of handing it over, or of having a link sent. */
  readonly passedOn?: PassedOn | null;
  /** Changes just posted that are to be confirmed first. */
  readonly unconfirmed?: Unconfirmed | null;
}

export interface JustDecided {
  readonly approved: boolean;
}

/** A whole HTML document. */
export function renderLinkPage(options: LinkPageOptions): string {
  const { reader = LINK_READER } = options;
  return renderDocument(
    <ReaderProvider value={reader}>
      <MadeForProvider value={reader.madeFor}>{renderView(options)}</MadeForProvider>
    </ReaderProvider>,
  );
}

function renderView(options: LinkPageOptions) {
  const { view, action, preselect, nonce, now, attempt = null, justDecided = null } = options;
  const { passedOn = null, unconfirmed = null } = options;
  switch (view.kind) {
    case "unknown":
      return <UnknownPage nonce={nonce} kept={keptOf(options)} />;
    case "open":
      if (unconfirmed !== null) return <ConfirmPage {...{ view, action, nonce, unconfirmed }} />;
      return (
        <OpenPage {...{ view, action, preselect, nonce, now, attempt, justDecided, passedOn, kept: keptOf(options) }} />
      );
    case "over":
      return <OverPage {...{ view, nonce, now, attempt, justDecided, passedOn, kept: keptOf(options) }} />;
    default:
      return view satisfies never;
  }
}

/** What was written, for a page that has no form for it any more. */
function keptOf({ attempt = null, passedOn = null }: LinkPageOptions): KeptEntry[] {
  const to = typedToPassOn(passedOn, "delegate") ?? "";
  return [
    ...(attempt === null ? [] : keptTexts(attempt.typed)),
    ...(to === "" ? [] : [[words.passOn.to, to] as const]),
  ];
}

/** Who reads the page of a request, and by which door they came: what is said differently, and where they can go. */
import { type Child, createContext, useContext } from "hono/jsx";
import { words } from "../html/words/words.ts";

export interface PageReader {
  /** What is over is gone for whoever held a link to it; for those signed in it is on record. */
  readonly door: "link" | "sign-in";
  readonly says: ReaderWords;
  /** Where else one can go. */
  readonly navigation: Child;
  /** What just happened to the reader, above everything else. */
  readonly notice: Child;
  /** What the page's forms say of whom they are for; `null` for whoever holds the link. */
  readonly madeFor: string | null;
  /** The page of a run; `null` where the reader may not see it. */
  readonly runPath: ((runId: string) => string) | null;
}

export interface ReaderWords {
  /** Under the name of whoever answers. */
  readonly personal: string;
  /** Where nobody is named, under the field for a name. */
  readonly anybody: string;
  /** Why a link of one's own is needed here. */
  readonly ownLinkWhy: string;
  /** Where one is needed and cannot be sent. */
  readonly noOwnLink: { readonly heading: string; readonly why: string };
  /** To those who may look and not answer. */
  readonly notAsked: {
    readonly title: (prompt: string) => string;
    readonly heading: string;
    readonly what: string;
  };
  readonly final: string;
  readonly unknown: { readonly title: string; readonly heading: string; readonly what: readonly string[] };
}

const { answer, passOn, over, unknown } = words;

export const LINK_READER: PageReader = {
  door: "link",
  says: {
    personal: answer.personalLink,
    anybody: answer.nameHint,
    ownLinkWhy: passOn.ownLinkWhy,
    noOwnLink: { heading: passOn.noOwnLinkHeading, why: passOn.noOwnLinkWhy },
    notAsked: { title: passOn.takenAwayTitle, heading: passOn.takenAway, what: passOn.takenAwayHint },
    final: over.final,
    unknown: { ...unknown, what: [unknown.what, unknown.exactly, unknown.fresh] },
  },
  navigation: null,
  notice: null,
  madeFor: null,
  runPath: null,
};

const ReaderContext = createContext(LINK_READER);

export const ReaderProvider = ReaderContext.Provider;

export function useReader(): PageReader {
  return useContext(ReaderContext);
}

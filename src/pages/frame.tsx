/** The frame of every page of the signed-in part: where one can go, and as whom. */
import type { Child } from "hono/jsx";
import type { Visitor } from "../access/visitor.ts";
import { Document } from "../html/document.tsx";
import { MadeForProvider } from "../html/form/post-form.tsx";
import type { LiveOf } from "../html/live.tsx";
import { Script } from "../html/script.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { madeFor } from "./made-for.ts";
import { PAGES_STYLES } from "./pages-styles.ts";

export type Place = "inbox" | "runs" | "ensembles" | "overview" | "trail";

const PLACES = [
  { place: "inbox", path: "/", scope: "approvals" },
  { place: "runs", path: "/runs", scope: "runs" },
  { place: "ensembles", path: "/ensembles", scope: "runs" },
  { place: "overview", path: "/overview", scope: "audit" },
  { place: "trail", path: "/audit", scope: "audit" },
] as const;

/** Where somebody can go; people who sign in as themselves always have an inbox. */
export function placesOf(visitor: Visitor): readonly (typeof PLACES)[number][] {
  const isPerson = visitor.signedInBy === "access";
  return PLACES.filter(({ place, scope }) => visitor.scopes.includes(scope) || (isPerson && place === "inbox"));
}

interface FrameProps {
  readonly title: string;
  readonly nonce: string;
  readonly holder: Visitor;
  readonly place: Place;
  readonly live?: LiveOf | undefined;
  /** What the page adds to the one stylesheet. */
  readonly styles?: string;
  readonly children: Child;
}

export function Frame({ title, nonce, holder, place, live, styles = "", children }: FrameProps) {
  return (
    <Document
      title={title}
      nonce={nonce}
      live={live}
      styles={`${PAGES_STYLES}${styles}`}
      navigation={<Navigation holder={holder} place={place} />}
    >
      <MadeForProvider value={madeFor(holder)}>{children}</MadeForProvider>
    </Document>
  );
}

export function Navigation({ holder, place }: Pick<FrameProps, "holder" | "place">) {
  return (
    <nav aria-label={words.pages.navigation}>
      <ul>
        {placesOf(holder).map((other) => (
          <li>
            <a href={other.path} aria-current={other.place === place ? "page" : undefined}>
              {words.pages.places[other.place]}
            </a>
          </li>
        ))}
      </ul>
      <form method="post" action="/sign-out">
        <span class="soft small">
          <Text value={holder.person ?? holder.name} />
        </span>
        <button class="bare" type="submit">
          {words.pages.signOut}
        </button>
      </form>
      {holder.signedInBy === "access" && <Script name="access" />}
    </nav>
  );
}

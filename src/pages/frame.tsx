/** The frame of every page of the signed-in part: where one can go, and as whom. */
import type { Child } from "hono/jsx";
import type { KeyHolder } from "../access/api-key.ts";
import { Document } from "../html/document.tsx";
import type { LiveOf } from "../html/live.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { PAGES_STYLES } from "./pages-styles.ts";

export type Place = "inbox" | "runs" | "ensembles" | "overview" | "trail";

const PLACES = [
  { place: "inbox", path: "/", scope: "approvals" },
  { place: "runs", path: "/runs", scope: "runs" },
  { place: "ensembles", path: "/ensembles", scope: "runs" },
  { place: "overview", path: "/overview", scope: "audit" },
  { place: "trail", path: "/audit", scope: "audit" },
] as const;

interface FrameProps {
  readonly title: string;
  readonly nonce: string;
  readonly holder: KeyHolder;
  readonly place: Place;
  readonly live?: LiveOf | undefined;
  readonly children: Child;
}

export function Frame({ title, nonce, holder, place, live, children }: FrameProps) {
  return (
    <Document
      title={title}
      nonce={nonce}
      live={live}
      styles={PAGES_STYLES}
      navigation={<Navigation holder={holder} place={place} />}
    >
      {children}
    </Document>
  );
}

function Navigation({ holder, place }: Pick<FrameProps, "holder" | "place">) {
  return (
    <nav aria-label={words.pages.navigation}>
      <ul>
        {PLACES.filter(({ scope }) => holder.scopes.includes(scope)).map((other) => (
          <li>
            <a href={other.path} aria-current={other.place === place ? "page" : undefined}>
              {words.pages.places[other.place]}
            </a>
          </li>
        ))}
      </ul>
      <form method="post" action="/sign-out">
        <span class="soft small">
          <Text value={holder.name} />
        </span>
        <button class="bare" type="submit">
          {words.pages.signOut}
        </button>
      </form>
    </nav>
  );
}

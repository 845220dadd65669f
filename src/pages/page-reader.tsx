/** Somebody signed in, as the reader of a request's page. */
import type { Visitor } from "../access/visitor.ts";
import { words } from "../html/words/words.ts";
import type { PageReader } from "../request-page/reader.ts";
import { Navigation } from "./frame.tsx";
import { madeFor } from "./made-for.ts";

export function pageReader(visitor: Visitor): PageReader {
  const { proved, byKey, anybodyProved, anybodyByKey, ...says } = words.signedIn;
  const isProved = visitor.signedInBy === "access";
  return {
    door: "sign-in",
    says: {
      ...says,
      personal: isProved ? proved : byKey(visitor.name),
      anybody: isProved ? anybodyProved : anybodyByKey(visitor.name),
    },
    navigation: <Navigation holder={visitor} place="inbox" />,
    notice: null,
    madeFor: madeFor(visitor),
    runPath: visitor.scopes.includes("runs") ? (runId) => `/runs/${runId}` : null,
  };
}

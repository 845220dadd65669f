/** Keeps a page true while it is looked at, by a script; without it, the page is as it was when it was opened. */
import { Script } from "./script.tsx";

/** What a page shows, as far as it may change. */
export type LiveOf =
  | { readonly kind: "run"; readonly id: string }
  /** The workspace's lists. */
  | { readonly kind: "list" }
  /** A request, at the path of its page. */
  | { readonly kind: "request"; readonly path: string };

/** Stands beside what it replaces; says there what happens, politely. */
export function Live({ of }: { readonly of: LiveOf }) {
  return (
    <>
      <div class="live" role="status" aria-live="polite" data-live={addressOf(of)} />
      <Script name="live" />
    </>
  );
}

/** Where its socket is opened. */
function addressOf(of: LiveOf): string {
  switch (of.kind) {
    case "run":
      return `/live?run=${encodeURIComponent(of.id)}`;
    case "list":
      return "/live";
    case "request":
      return `${of.path}/live`;
    default:
      return of satisfies never;
  }
}

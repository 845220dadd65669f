/** The frame of every page: head, brand, landmarks. */
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { Live, type LiveOf } from "./live.tsx";
import { Script } from "./script.tsx";
import { STYLESHEET } from "./stylesheet.ts";
import { visibleText } from "./visible-text.ts";
import { words } from "./words/words.ts";

interface DocumentProps {
  /** Tells the state, before the name of the product. */
  readonly title: string;
  /** Of the Content-Security-Policy, for the one inline style. */
  readonly nonce: string;
  /** Rules for what only some pages have. */
  readonly styles?: string;
  /** Narrow for pages of one column. */
  readonly width?: "wide" | "narrow";
  /** Where else one can go. */
  readonly navigation?: Child;
  /** What it shows, where that may change. */
  readonly live?: LiveOf | undefined;
  readonly children: Child;
}

export function Document({ title, nonce, width = "wide", styles = "", navigation, live, children }: DocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${visibleText(title)} · ${words.product}`}</title>
        <style nonce={nonce}>{`${STYLESHEET}${styles}`}</style>
        <Script name="times" />
      </head>
      <body>
        <div class={width === "narrow" ? "page narrow" : "page"}>
          <header class="top">
            <span class="brand">
              <Icon name="mark" />
              {words.product}
            </span>
            {navigation}
          </header>
          <main>{children}</main>
          {live !== undefined && <Live of={live} />}
        </div>
      </body>
    </html>
  );
}

/** The text of a page. Components are all synchronous here, so an element's `toString` gives a string, not a promise. */
export function renderDocument(page: JSX.Element): string {
  return `<!doctype html>${(page as { toString(): string }).toString()}`;
}

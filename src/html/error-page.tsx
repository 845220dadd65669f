/** The page for what goes wrong before there is anything to show: 400, 413, 500 and their like. */
import type { Child } from "hono/jsx";
import { ERRORS, type ErrorCode } from "../kernel/errors.ts";
import { Document, renderDocument } from "./document.tsx";
import { Icon } from "./icon.tsx";
import { Text } from "./text.tsx";
import { words } from "./words/words.ts";

export interface ErrorPageOptions {
  readonly code: ErrorCode;
  /** A sentence on this occurrence; never the cause of a 500. */
  readonly detail: string;
  readonly nonce: string;
  /** Where else to go; without it, what became of the answer that somebody may have been giving. */
  readonly wayBack?: { readonly path: string; readonly label: string };
  /** What somebody had typed. */
  readonly kept?: Child;
}

/** A whole HTML document. */
export function renderErrorPage({ code, detail, nonce, wayBack, kept }: ErrorPageOptions): string {
  const { status, title, fix } = ERRORS[code];
  return renderDocument(
    <Document title={title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <p class="state no">
            <Icon name="unknown" />
            {words.error.reference} {status}
          </p>
          <h1>{title}</h1>
          {detail !== "" && detail !== title && (
            <p>
              <Text value={detail} />
            </p>
          )}
          {wayBack === undefined && <p>{status < 500 ? words.error.nothing : words.error.unsure}</p>}
          <p class="soft small">{fix}</p>
          {wayBack !== undefined && (
            <p>
              <a href={wayBack.path}>{wayBack.label}</a>
            </p>
          )}
        </div>
        {kept}
      </div>
    </Document>,
  );
}

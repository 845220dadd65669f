/** The page of an error: what it is, and what to do about it. */
import { Document, renderDocument } from "../html/document.tsx";
import { Icon } from "../html/icon.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { type ErrorCode, ERRORS } from "../kernel/errors.ts";

interface ProblemProps {
  readonly code: ErrorCode;
  /** A sentence on this occurrence; never the cause of a 500. */
  readonly detail: string;
  readonly nonce: string;
}

export function renderProblem({ code, detail, nonce }: ProblemProps): string {
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
          {detail !== title && (
            <p>
              <Text value={detail} />
            </p>
          )}
          <p class="soft small">{fix}</p>
          <p>
            <a href="/runs">{words.pages.wrong.back}</a>
          </p>
        </div>
      </div>
    </Document>,
  );
}

/** The page for a link that leads nowhere: forged, cut off, or of a request that was erased. */
import { Document } from "../html/document.tsx";
import { Icon } from "../html/icon.tsx";
import { words } from "../html/words/words.ts";
import type { Attempt } from "./attempt.ts";
import { KeptText } from "./kept-text.tsx";

interface UnknownPageProps {
  readonly nonce: string;
  readonly attempt: Attempt | null;
}

export function UnknownPage({ nonce, attempt }: UnknownPageProps) {
  return (
    <Document title={words.unknown.title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <p class="state off">
            <Icon name="unknown" />
            {words.unknown.title}
          </p>
          <h1>{words.unknown.heading}</h1>
          <p>{words.unknown.what}</p>
          <p>{words.unknown.exactly}</p>
          <p>{words.unknown.fresh}</p>
          <p class="soft small">{words.unknown.harmless}</p>
        </div>
        {attempt !== null && <KeptText typed={attempt.typed} />}
      </div>
    </Document>
  );
}

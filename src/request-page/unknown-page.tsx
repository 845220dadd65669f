/** The page for a link that leads nowhere: forged, cut off, or of a request that was erased. */
import { Icon } from "../html/icon.tsx";
import { words } from "../html/words/words.ts";
import type { Attempt } from "./attempt.ts";
import { KeptText } from "./kept-text.tsx";
import { useReader } from "./reader.ts";
import { RequestDocument } from "./request-document.tsx";

interface UnknownPageProps {
  readonly nonce: string;
  readonly attempt: Attempt | null;
}

export function UnknownPage({ nonce, attempt }: UnknownPageProps) {
  const { title, heading, what } = useReader().says.unknown;
  return (
    <RequestDocument title={title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <p class="state off">
            <Icon name="unknown" />
            {title}
          </p>
          <h1>{heading}</h1>
          {what.map((sentence) => (
            <p>{sentence}</p>
          ))}
          <p class="soft small">{words.unknown.harmless}</p>
        </div>
        {attempt !== null && <KeptText typed={attempt.typed} />}
      </div>
    </RequestDocument>
  );
}

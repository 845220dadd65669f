/** The page for a link that leads nowhere: forged, cut off, or of a request that was erased. */
import { Icon } from "../html/icon.tsx";
import { words } from "../html/words/words.ts";
import { KeptText } from "./kept-text.tsx";
import type { KeptEntry } from "./kept-texts.ts";
import { useReader } from "./reader.ts";
import { RequestDocument } from "./request-document.tsx";

interface UnknownPageProps {
  readonly nonce: string;
  readonly kept: readonly KeptEntry[];
}

export function UnknownPage({ nonce, kept }: UnknownPageProps) {
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
        <KeptText texts={kept} />
      </div>
    </RequestDocument>
  );
}

/** Tells somebody who had to sign in that what they had filled in stands here again, and was not sent. */
import { Notice } from "../html/notice.tsx";
import { words } from "../html/words/words.ts";

interface SignedInAgainProps {
  /** Where on the page it stands; `null` where that is plain to see. */
  readonly at: string | null;
}

export function SignedInAgain({ at }: SignedInAgainProps) {
  return (
    <Notice kind="done" title={words.signedIn.again}>
      <p>{words.signedIn.kept}</p>
      {at !== null && (
        <p>
          <a href={`#${at}`}>{words.signedIn.toForm}</a>
        </p>
      )}
    </Notice>
  );
}

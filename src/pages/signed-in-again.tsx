/** Tells somebody who had to sign in that what they had filled in stands here again, and was not sent. */
import { Notice } from "../html/notice.tsx";
import { words } from "../html/words/words.ts";

export function SignedInAgain() {
  return (
    <Notice kind="done" title={words.signedIn.again}>
      <p>{words.signedIn.kept}</p>
    </Notice>
  );
}

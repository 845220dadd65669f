/** What became of handing a request over, or of having a link sent. */
import type { ErrorCode } from "../kernel/errors.ts";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";

export type PassedOn =
  | { readonly kind: "handed-over"; readonly to: string }
  | { readonly kind: "link-sent"; readonly to: string }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly detail: string; readonly typed: PassOnTyped }
  /** Filled in, and not sent yet. */
  | { readonly kind: "unsent"; readonly typed: PassOnTyped };

export interface PassOnTyped {
  readonly by: "delegate" | "own-link";
  /** Whom the form names. */
  readonly name: string;
}

/** What stands in the form again; `null` where it was done, or is the other form's. */
export function typedToPassOn(passedOn: PassedOn | null, by: PassOnTyped["by"]): string | null {
  if (passedOn?.kind !== "refused" && passedOn?.kind !== "unsent") return null;
  return passedOn.typed.by === by ? passedOn.typed.name : null;
}

export function PassedOnNotice({ passedOn }: { readonly passedOn: PassedOn }) {
  switch (passedOn.kind) {
    case "handed-over":
      return (
        <Notice kind="done" title={words.passOn.handedOver}>
          <p>
            <strong>
              <Text value={passedOn.to} />
            </strong>{" "}
            {words.passOn.handedOverHint}
          </p>
        </Notice>
      );
    case "link-sent":
      return (
        <Notice kind="done" title={words.passOn.linkSent}>
          <p>
            {words.passOn.linkSentHint}{" "}
            <strong>
              <Text value={passedOn.to} />
            </strong>
            .
          </p>
        </Notice>
      );
    case "refused":
      return (
        <Notice kind="problem" title={words.passOn.refused}>
          <p>
            <Text value={passedOn.detail} />
          </p>
        </Notice>
      );
    case "unsent":
      return null;
    default:
      return passedOn satisfies never;
  }
}

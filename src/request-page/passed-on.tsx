/** Says what became of handing a request over, or of having a link sent. */
import type { ErrorCode } from "../kernel/errors.ts";
import { Notice } from "../html/notice.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";

export type PassedOn =
  | { readonly kind: "handed-over"; readonly to: string }
  | { readonly kind: "link-sent"; readonly to: string }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly detail: string };

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
    default:
      return passedOn satisfies never;
  }
}

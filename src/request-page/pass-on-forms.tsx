/** Beside answering: hand the request over, or have a link of one's own sent. */
import type { OpenLink } from "../contract/link-view.ts";
import { FieldFrame } from "../html/form/field-frame.tsx";
import { PostForm } from "../html/form/post-form.tsx";
import { typedText, visibleText } from "../html/visible-text.ts";
import { includesPerson, isSamePerson } from "../kernel/people.ts";
import { words } from "../html/words/words.ts";
import { type PassedOn, typedToPassOn } from "./passed-on.tsx";
import { useReader } from "./reader.ts";

/** The place of what can be done beside answering. */
export const PASS_ON = "pass-on";

interface PassOnProps {
  readonly view: OpenLink;
  /** The link's own path. */
  readonly action: string;
  /** What came of sending one of the forms just now; what was refused stands in it again. */
  readonly passedOn: PassedOn | null;
}

/** Whether answers through this link count at all. */
export function mayAnswerThrough(view: OpenLink): boolean {
  return view.verified || !view.requireVerified;
}

/** Whether the link's owner is asked no more, since somebody else is instead. */
export function isTakenAway({ recipient, approvers }: OpenLink): boolean {
  return recipient !== null && approvers.length > 0 && !includesPerson(approvers, recipient);
}

export function PassOn(props: PassOnProps) {
  const { view, passedOn } = props;
  if (mayHandOver(view)) return <HandOver {...props} />;
  const { door, says } = useReader();
  if (view.approvers.length === 0) return null;
  if (mayAnswerThrough(view) && door === "sign-in") return null;
  if (view.ownLinkFor.length === 0) return mayAnswerThrough(view) ? null : <NoOwnLink />;
  return mayAnswerThrough(view) ? (
    <details class="sheet" id={PASS_ON} open={typedToPassOn(passedOn, "own-link") !== null}>
      <summary>{words.passOn.ownLinkOffer}</summary>
      <OwnLinkForm {...props} />
    </details>
  ) : (
    <section class="sheet answer" id="answer" aria-labelledby="own-link-heading" tabindex={-1}>
      <h2 id="own-link-heading">{words.passOn.ownLinkHeading}</h2>
      <p>{says.ownLinkWhy}</p>
      <OwnLinkForm {...props} />
    </section>
  );
}

/** Whoever reads the page is asked, and proved to be who is asked. */
export function mayHandOver({ recipient, verified, approvers }: OpenLink): boolean {
  return recipient !== null && verified && approvers.length > 0;
}

function HandOver({ action, passedOn }: PassOnProps) {
  const typed = typedToPassOn(passedOn, "delegate");
  return (
    <details class="sheet" id={PASS_ON} open={typed !== null}>
      <summary>{words.passOn.handOver}</summary>
      <p class="soft">{words.passOn.handOverWhat}</p>
      <PostForm action={`${action}/delegate`} autocomplete="off">
        <FieldFrame id="to" label={words.passOn.to} optional={false} hint={null} error={null}>
          <input
            id="to"
            name="to"
            type="email"
            required
            maxlength={320}
            autocomplete="off"
            value={typedText(typed ?? "")}
          />
        </FieldFrame>
        <button type="submit">{words.passOn.handOverButton}</button>
      </PostForm>
    </details>
  );
}

/** Nothing could be sent to anybody from here. */
function NoOwnLink() {
  const { heading, why } = useReader().says.noOwnLink;
  return (
    <section class="sheet answer" id="answer" aria-labelledby="own-link-heading" tabindex={-1}>
      <h2 id="own-link-heading">{heading}</h2>
      <p>{why}</p>
    </section>
  );
}

function OwnLinkForm({ view, action, passedOn }: PassOnProps) {
  const typed = typedToPassOn(passedOn, "own-link") ?? "";
  return (
    <PostForm action={`${action}/own-link`} autocomplete="off">
      <FieldFrame id="own-link" label={words.answer.approver} optional={false} hint={null} error={null}>
        <select id="own-link" name="approver" required>
          <option value="">{words.answer.chooseApprover}</option>
          {view.ownLinkFor.map((approver) => (
            <option value={approver} selected={isSamePerson(approver, typed)}>
              {visibleText(approver)}
            </option>
          ))}
        </select>
      </FieldFrame>
      <button type="submit">{words.passOn.ownLinkButton}</button>
    </PostForm>
  );
}

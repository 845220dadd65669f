/** The page between choosing several requests and answering them: which they are, and which cannot be among them. */
import type { Child } from "hono/jsx";
import type { Visitor } from "../../access/visitor.ts";
import { MAX_COMMENT } from "../../contract/decision.ts";
import type { LinkView, OpenLink } from "../../contract/link-view.ts";
import { describedBy, FieldFrame } from "../../html/form/field-frame.tsx";
import { PostForm } from "../../html/form/post-form.tsx";
import { renderDocument } from "../../html/document.tsx";
import { Icon } from "../../html/icon.tsx";
import { Text } from "../../html/text.tsx";
import { typedText } from "../../html/visible-text.ts";
import { When } from "../../html/when.tsx";
import { words } from "../../html/words/words.ts";
import type { FieldError } from "../../kernel/errors.ts";
import { KeptText } from "../../request-page/kept-text.tsx";
import { sentTexts } from "../../request-page/kept-texts.ts";
import { Frame } from "../frame.tsx";
import { INBOX_STYLESHEET } from "./inbox-stylesheet.ts";
import { titleOf } from "./inbox-row.tsx";
import type { Why } from "./standing.ts";

interface SeveralItem {
  readonly id: string;
  readonly path: string;
  readonly view: LinkView;
  /** Why it is not answered with the others. */
  readonly why: Why | null;
}

interface SeveralProps {
  readonly nonce: string;
  readonly visitor: Visitor;
  readonly approved: boolean;
  readonly items: readonly SeveralItem[];
  readonly typed: { readonly feedback: string; readonly reason: string };
  readonly now: number;
  /** What just happened. */
  readonly notice?: Child;
  /** What is wrong with what was typed. */
  readonly problem?: FieldError;
}

export function renderSeveral(props: SeveralProps): string {
  const { nonce, visitor, approved, items, typed, now, notice } = props;
  const ready = items.flatMap((item) =>
    item.why === null && item.view.kind === "open" ? [{ ...item, view: item.view }] : [],
  );
  const apart = items.filter(({ why }) => why !== null);
  const title = ready.length === 0 ? words.several.noneLeft : words.several.title(approved, ready.length);
  return renderDocument(
    <Page nonce={nonce} visitor={visitor} title={title} notice={notice}>
      {ready.length > 0 && (
        <section aria-labelledby="list">
          <h2 id="list">{words.several.list}</h2>
          <ol class="named">
            {ready.map((item) => (
              <Named path={item.path} view={item.view} now={now} />
            ))}
          </ol>
        </section>
      )}
      {apart.length > 0 && <Apart items={apart} />}
      {ready.length > 0 && <Confirm {...props} ids={ready.map(({ id }) => id)} />}
      {ready.length === 0 && <KeptText texts={sentTexts(Object.entries(typed))} />}
      <BackToInbox />
    </Page>,
  );
}

export function renderNothingChosen({
  nonce,
  visitor,
  notice,
}: Pick<SeveralProps, "nonce" | "visitor" | "notice">): string {
  return renderDocument(
    <Page nonce={nonce} visitor={visitor} title={words.several.none} notice={notice}>
      <p>{words.several.noneWhat}</p>
      <BackToInbox />
    </Page>,
  );
}

interface PageProps extends Pick<SeveralProps, "nonce" | "visitor" | "notice"> {
  readonly title: string;
  readonly children: Child;
}

function Page({ nonce, visitor, title, notice, children }: PageProps) {
  return (
    <Frame title={title} nonce={nonce} holder={visitor} place="inbox" styles={INBOX_STYLESHEET}>
      {notice}
      <article class="sheet slim">
        <div class="lead">
          <p class="state">
            <Icon name="waiting" />
            {words.several.state}
          </p>
          <h1>{title}</h1>
        </div>
        {children}
      </article>
    </Frame>
  );
}

function Named({ path, view, now }: { readonly path: string; readonly view: OpenLink; readonly now: number }) {
  return (
    <li>
      <a href={path}>
        <Text value={titleOf(view)} />
      </a>
      <p class="small soft facts">
        <span>
          <Text value={view.requestedBy} /> {words.inbox.asks}
        </span>
        <span>
          <Text value={view.ensemble} />
        </span>
        <When at={view.createdAt} now={now} />
      </p>
    </li>
  );
}

function Apart({ items }: { readonly items: readonly SeveralItem[] }) {
  return (
    <section aria-labelledby="apart">
      <h2 id="apart">{words.several.apart}</h2>
      <ul class="named">
        {items.map(({ path, view, why }) => (
          <li>
            <Text value={view.kind === "unknown" ? words.inbox.untitled : titleOf(view)} />
            <p class="small soft">{why !== null && words.several.why[why]}</p>
            {view.kind !== "unknown" && (
              <p class="small">
                <a href={path}>{words.several.open}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Confirm({ approved, ids, typed, visitor, problem }: SeveralProps & { readonly ids: readonly string[] }) {
  const error = problem?.message ?? null;
  return (
    <PostForm action="/approvals" autocomplete="off">
      <button type="submit" disabled hidden />
      {ids.map((id) => (
        <input type="hidden" name="id" value={id} />
      ))}
      <input type="hidden" name="stage" value="confirmed" />
      <p>
        {words.several.asPerson}{" "}
        <strong>
          <Text value={visitor.person ?? visitor.name} />
        </strong>
      </p>
      {approved ? (
        <Note name="feedback" label={words.several.comment} value={typed.feedback} error={error} />
      ) : (
        <Note name="reason" label={words.several.reason} value={typed.reason} error={error} />
      )}
      <p class="hint">{words.several.what}</p>
      <button type="submit" name="approved" value={String(approved)} class={approved ? undefined : "no full"}>
        <Icon name={approved ? "check" : "cross"} />
        {words.several.confirm(approved, ids.length)}
      </button>
    </PostForm>
  );
}

interface NoteProps {
  readonly name: "feedback" | "reason";
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
}

function Note({ name, label, value, error }: NoteProps) {
  const notes = { id: name, hint: words.several.commentHint, error };
  return (
    <FieldFrame {...notes} label={label} optional>
      <textarea id={name} name={name} maxlength={MAX_COMMENT} dir="auto" {...describedBy(notes)}>
        {`\n${typedText(value)}`}
      </textarea>
    </FieldFrame>
  );
}

export function BackToInbox() {
  return (
    <p>
      <a href="/">{words.several.back}</a>
    </p>
  );
}

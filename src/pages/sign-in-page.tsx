/** Signing in with an API key; and what to set where there is no way to sign in yet. */
import type { Child } from "hono/jsx";
import { Document, renderDocument } from "../html/document.tsx";
import { describedBy, FieldFrame } from "../html/form/field-frame.tsx";
import { words } from "../html/words/words.ts";
import { hiddenFields, type KeptForm } from "./kept-form.ts";
import type { SignInDoors } from "./sign-in-doors.ts";

interface SignInProps {
  readonly nonce: string;
  /** Where to go afterwards. */
  readonly next: string;
  /** A form that came without a session. */
  readonly kept: KeptForm | null;
  readonly problem: SignInProblem | null;
  readonly doors: SignInDoors;
}

/** `over`: something was sent without a session. `elsewhere`: by this key, what is kept is another workspace's. */
export type SignInProblem = "unknown" | "over" | "elsewhere";

export function renderSignIn(props: SignInProps): string {
  const { nonce, doors, kept } = props;
  const { title, what } = doors.byKey || kept !== null ? keyWords(props) : ACCESS_WORDS;
  return renderDocument(
    <Document title={title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <h1>{title}</h1>
          <p class="soft">{what}</p>
        </div>
        {(doors.byKey || kept !== null) && <SignInForm {...props} />}
        {props.problem === "elsewhere" && (
          <p>
            <a href="/sign-in">{signIn.afresh}</a>
          </p>
        )}
      </div>
    </Document>,
  );
}

const { signIn, firstRun } = words.pages;
const ACCESS_WORDS = { title: signIn.unproved, what: signIn.unprovedWhat };

function keyWords({ problem, kept }: SignInProps): { readonly title: string; readonly what: string } {
  if (problem !== "over" && kept === null) return { title: signIn.title, what: signIn.what };
  return { title: signIn.over, what: kept === null ? signIn.overWhat : signIn.overKept };
}

/** Multipart where it carries a form: its texts then take no more room than they have. */
function SignInForm({ next, kept, problem, doors }: SignInProps) {
  return (
    <form method="post" action="/sign-in" enctype={kept === null ? undefined : "multipart/form-data"}>
      <input type="hidden" name="next" value={next} />
      {hiddenFields(kept).map(([name, text]) => (
        <input type="hidden" name={name} value={text} />
      ))}
      {doors.byKey && <KeyField problem={problem} />}
      {doors.byAccess && kept !== null && (
        <button type="submit" class={doors.byKey ? "plain" : undefined} formnovalidate>
          {signIn.through}
        </button>
      )}
    </form>
  );
}

function KeyField({ problem }: Pick<SignInProps, "problem">) {
  const error = problem === "unknown" || problem === "elsewhere" ? signIn[problem] : null;
  const notes = { id: "key", hint: null, error };
  return (
    <>
      <FieldFrame {...notes} label={signIn.key} optional={false}>
        <input id="key" name="key" type="password" required autocomplete="current-password" {...describedBy(notes)} />
      </FieldFrame>
      <button type="submit">{signIn.button}</button>
    </>
  );
}

export function renderFirstRun(nonce: string): string {
  return renderDocument(
    <Document title={firstRun.title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <h1>{firstRun.title}</h1>
          <p>{firstRun.what}</p>
        </div>
        <Way title={firstRun.set}>
          <pre>{firstRun.command}</pre>
          <p>{firstRun.value}</p>
          <pre>{firstRun.example}</pre>
          <p class="soft">{firstRun.after}</p>
        </Way>
        <Way title={firstRun.access}>
          <p>{firstRun.accessWhat}</p>
          <pre>{firstRun.accessExample}</pre>
        </Way>
      </div>
    </Document>,
  );
}

function Way({ title, children }: { readonly title: string; readonly children: Child }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

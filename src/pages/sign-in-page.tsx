/** Signing in with an API key; and what to set where there is none yet. */
import { Document, renderDocument } from "../html/document.tsx";
import { FieldFrame } from "../html/form/field-frame.tsx";
import { words } from "../html/words/words.ts";

interface SignInProps {
  readonly nonce: string;
  /** Where to go afterwards. */
  readonly next: string;
  readonly problem: string | null;
}

export function renderSignIn({ nonce, next, problem }: SignInProps): string {
  return renderDocument(
    <Document title={words.pages.signIn.title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <h1>{words.pages.signIn.title}</h1>
          <p class="soft">{words.pages.signIn.what}</p>
        </div>
        <form method="post" action="/sign-in">
          <input type="hidden" name="next" value={next} />
          <FieldFrame id="key" label={words.pages.signIn.key} optional={false} hint={null} error={problem}>
            <input
              id="key"
              name="key"
              type="password"
              required
              autocomplete="current-password"
              aria-invalid={problem === null ? undefined : "true"}
              aria-describedby={problem === null ? undefined : "key-error"}
            />
          </FieldFrame>
          <button type="submit">{words.pages.signIn.button}</button>
        </form>
      </div>
    </Document>,
  );
}

export function renderFirstRun(nonce: string): string {
  return renderDocument(
    <Document title={words.pages.firstRun.title} nonce={nonce} width="narrow">
      <div class="sheet">
        <div class="lead">
          <h1>{words.pages.firstRun.title}</h1>
          <p>{words.pages.firstRun.what}</p>
        </div>
        <section>
          <h2>{words.pages.firstRun.set}</h2>
          <pre>{words.pages.firstRun.command}</pre>
          <p>{words.pages.firstRun.value}</p>
          <pre>{words.pages.firstRun.example}</pre>
          <p class="soft">{words.pages.firstRun.after}</p>
        </section>
      </div>
    </Document>,
  );
}

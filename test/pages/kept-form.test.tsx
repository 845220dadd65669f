/** What is kept of a form that was sent in vain: for whom, which of it, and that no form of a page is left out. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Visitor } from "../../src/access/visitor.ts";
import type { Plan } from "../../src/ensembles/plan.ts";
import { renderDocument } from "../../src/html/document.tsx";
import { MADE_FOR, PostForm } from "../../src/html/form/post-form.tsx";
import { type StartAttempt, StartForm, StartNotice } from "../../src/pages/ensembles/start-form.tsx";
import { Frame } from "../../src/pages/frame.tsx";
import { isMadeFor, madeFor } from "../../src/pages/made-for.ts";
import { pageReader } from "../../src/pages/page-reader.tsx";
import { renderSignIn } from "../../src/pages/sign-in-page.tsx";
import { sentTexts } from "../../src/request-page/kept-texts.ts";
import { openLink, overLink, render } from "../html/link-views.ts";

const SRC = join(import.meta.dirname, "../../src");
const visitor: Visitor = { name: "ci", person: null, workspace: "main", scopes: ["runs"], signedInBy: "key" };
const MARK = `<input type="hidden" name="${MADE_FOR}" value="${madeFor(visitor)}"/></form>`;

test("every form that posts says for whom its page was made, but for those that sign in and out", () => {
  const bare = globSync("**/*.tsx", { cwd: SRC })
    .filter((path) => /<form[^>]*method="post"/.test(readFileSync(join(SRC, path), "utf8")))
    .toSorted();
  expect(bare).toEqual(["html/form/post-form.tsx", "pages/frame.tsx", "pages/sign-in-page.tsx"]);
});

describe("for whom a page was made", () => {
  test("stands in its forms, whether a page of the workspace or a request's; behind a link nobody is named", () => {
    const form = <PostForm action="/runs">{null}</PostForm>;
    const page = renderDocument(
      <Frame title="t" nonce="n" holder={visitor} place="runs">
        {form}
      </Frame>,
    );
    expect(page.split(MARK)).toHaveLength(2);
    expect(render({ view: openLink(), reader: pageReader(visitor) }).split(MARK)).toHaveLength(3);
    expect(render({ view: openLink() })).not.toContain(MADE_FOR);
    expect(page).not.toContain('value="main"');
  });

  test("is the workspace: what was typed comes back to it alone", () => {
    const kept = { path: "/runs", fields: [[MADE_FOR, madeFor(visitor)] as const] };
    expect(isMadeFor(kept, { workspace: "main" })).toBe(true);
    expect(isMadeFor(kept, { workspace: "other" })).toBe(false);
    expect(isMadeFor({ ...kept, fields: [...kept.fields, [MADE_FOR, "x"]] }, visitor)).toBe(false);
    expect(isMadeFor({ ...kept, fields: [["feedback", "x"]] }, { workspace: "other" })).toBe(true);
  });
});

test("shown to be copied is what somebody wrote: no key, and nothing that the page itself had put in", () => {
  const own = [
    "key",
    "next",
    "kept:feedback",
    "kept-path",
    MADE_FOR,
    "once",
    "plan",
    "id",
    "stage",
    "approved",
    "from",
  ];
  expect(sentTexts(own.map((name) => [name, "secret"]))).toEqual([]);
  expect(
    sentTexts([
      ["feedback", "Fine\r\nby me"],
      ["to", "dee@example.com"],
      ["values.seen", "true"],
      ["values.payOn", " "],
      ["values.firstName", "Ana"],
    ]),
  ).toEqual([
    ["Comment", "Fine\nby me"],
    ["First name", "Ana"],
    ["Their e-mail address", "dee@example.com"],
  ]);
});

describe("handing over", () => {
  const refused = {
    kind: "refused",
    code: "delegate-loop",
    detail: "That is yourself.",
    typed: { by: "delegate", name: 'dee"<b>@example.com' },
  } as const;
  const asked = { recipient: "ben@example.com", verified: true };

  test("that was refused comes back open, with the address", () => {
    const html = render({ view: openLink(asked), passedOn: refused });
    expect(html).toContain("That is yourself.");
    expect(html).toMatch(/<details class="sheet" id="pass-on" open="">/);
    expect(html).toContain('value="dee&quot;&lt;b&gt;@example.com"');
    expect(render({ view: openLink(asked) })).not.toContain('id="pass-on" open');
  });

  test.each([
    ["is over", overLink({ status: "rejected" })],
    ["asks somebody else now", openLink({ ...asked, approvers: ["ana@example.com"] })],
    ["is not there", { kind: "unknown" }],
  ] as const)("of a request that %s leaves the address to be copied", (_what, view) => {
    const html = render({ view, passedOn: refused });
    expect(html).toContain("What you typed");
    expect(html).toContain("dee&quot;&lt;b&gt;@example.com");
  });

  test("of a link of one's own keeps who was chosen", () => {
    const view = openLink({ ownLinkFor: ["ana@example.com"], recipient: null, verified: false });
    const passedOn = { ...refused, typed: { by: "own-link", name: "ana@example.com" } } as const;
    expect(render({ view, passedOn })).toContain('<option value="ana@example.com" selected="">');
  });
});

describe("the form that starts a run", () => {
  const plan: Plan = { format: 1, ensemble: "e", hash: "h", input: { topic: { type: "string" } }, agents: [] };

  function renderStart(attempt: StartAttempt): string {
    return renderDocument(
      <>
        <StartNotice plan={plan} problem={attempt.problem} />
        <StartForm plan={plan} holder={visitor} once="o" attempt={attempt} />
      </>,
    );
  }

  test.each([
    ["unsent", "You are signed in again"],
    ["changed", "The ensemble has changed"],
    ["unsure", "It is not certain whether the run was started"],
    ["sent-before", "The run was not started"],
  ] as const)("after %s says so, with what was typed, also for a field that is gone", (kind, title) => {
    const html = renderStart({
      typed: { topic: "<Bees>", json: "{}", gone: "Long text" },
      once: null,
      problem: { kind },
    });
    expect(html).toContain(title);
    expect(html).toContain('value="&lt;Bees&gt;"');
    expect(html).toMatch(/What you typed.*Gone.*Long text/s);
    expect(html).toContain('<input type="hidden" name="plan" value="h"/>');
  });
});

describe("signing in again", () => {
  const kept = { path: "/runs/run_1/cancel", fields: [["values.x", '"<b>']] } as const;
  const props = { nonce: "n", next: "/", kept, problem: "over" } as const;

  test("carries what was typed, unseen; through Access too, where people come that way", () => {
    const both = renderSignIn({ ...props, doors: { byKey: true, byAccess: true } });
    expect(both).toContain('<input type="hidden" name="kept:values.x" value="&quot;&lt;b&gt;"/>');
    expect(both).toContain("Go on through Cloudflare Access");
    const access = renderSignIn({ ...props, doors: { byKey: false, byAccess: true } });
    expect(access).toContain('name="kept:values.x"');
    expect(access).toContain("what you typed is kept");
    expect(access).not.toContain('type="password"');
    expect(renderSignIn({ ...props, doors: { byKey: true, byAccess: false } })).not.toContain("Go on through");
  });
});

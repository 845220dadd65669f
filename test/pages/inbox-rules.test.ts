/** The rules of the inbox: which lists there are for whom, what is asked of the ledger, and what cannot be answered at once. */
import { describe, expect, test } from "vitest";
import type { Visitor } from "../../src/access/visitor.ts";
import type { LinkView } from "../../src/contract/link-view.ts";
import { renderInbox } from "../../src/pages/inbox/inbox-page.tsx";
import { AGES, ledgerQuery, parseInboxQuery, tabsOf } from "../../src/pages/inbox/inbox-query.ts";
import { MOST_AT_ONCE, parseSeveral } from "../../src/pages/inbox/parse-several.ts";
import { whyNot } from "../../src/pages/inbox/standing.ts";
import { hiddenFields, keepForm, keptIn } from "../../src/pages/kept-form.ts";
import { renderFirstRun } from "../../src/pages/sign-in-page.tsx";
import { INBOX_STYLESHEET } from "../../src/pages/inbox/inbox-stylesheet.ts";
import { openLink, overLink } from "../html/link-views.ts";

const ANA = "ana@example.com";
const BEN = "ben@example.com";
const NOW = 1_800_000_000_000;
const person: Visitor = { name: ANA, person: ANA, workspace: "main", scopes: ["approvals"], signedInBy: "access" };
const stranger: Visitor = { ...person, scopes: [] };
const nobody: Visitor = { ...person, name: "ci", person: null, signedInBy: "key" };

function queryOf(visitor: Visitor, address: string) {
  return ledgerQuery(visitor, parseInboxQuery(visitor, new URLSearchParams(address)), NOW);
}

describe("which lists there are", () => {
  test.each([
    ["a person who sees the workspace", person, ["mine", "waiting", "decided"]],
    ["a person who sees their own", stranger, ["mine", "decided"]],
    ["a key that is nobody's", nobody, ["waiting", "decided"]],
  ] as const)("%s", (_who, visitor, tabs) => {
    expect(tabsOf(visitor)).toEqual(tabs);
    expect(parseInboxQuery(visitor, new URLSearchParams()).tab).toBe(tabs[0]);
  });

  test("whatever the address says, who sees their own is shown their own", () => {
    for (const address of ["", "tab=waiting", "tab=decided", "tab=waiting&approver=bo@example.com&text=x"]) {
      expect(queryOf(stranger, address).concerns, address).toBe(ANA);
    }
    expect(queryOf(person, "tab=waiting").concerns).toBeUndefined();
    expect(queryOf(person, "").concerns).toBe(ANA);
  });

  test("what means nothing is passed over, and what is too long is cut", () => {
    expect(queryOf(person, "tab=all&age=never&text=%20&cursor=")).toEqual({
      limit: 50,
      statuses: ["pending"],
      concerns: ANA,
    });
    expect(queryOf(person, "age=__proto__")).not.toHaveProperty("createdBefore");
    expect(queryOf(person, "age=day").createdBefore).toBe(NOW - AGES.day);
    expect(queryOf(person, `text=${"x".repeat(5_000)}`).text).toHaveLength(400);
  });
});

describe("what is not answered among several", () => {
  const form = { type: "object", properties: { amount: { type: "number" } } };
  const asked = { recipient: ANA, approvers: [ANA, BEN], verified: true };
  const answered = {
    approver: ANA,
    approved: true,
    timestamp: "2026-11-22T14:03:00.000Z",
    via: "link",
    verified: true,
  };
  const rows: readonly [what: string, view: LinkView, approve: string | null, reject: string | null][] = [
    ["one's own", openLink(asked), null, null],
    ["one that asks nobody by name", openLink({ recipient: null, approvers: [] }), null, null],
    ["one with a form", openLink({ ...asked, form }), "form", null],
    ["one whose data may be changed", openLink({ ...asked, editable: true }), "form", null],
    ["one that others are asked", openLink({ ...asked, recipient: "eve@example.com" }), "stranger", "stranger"],
    ["one that needs a name", openLink({ recipient: null, approvers: [ANA] }), "name", "name"],
    ["one that needs proof", openLink({ ...asked, requireVerified: true, verified: false }), "proof", "proof"],
    ["the requester's own", openLink({ ...asked, mayApprove: false }), "requester", null],
    ["one already answered", openLink({ ...asked, answered }), "answered", "answered"],
    ["one that is over", overLink({ status: "approved", answered: null }), "over", "over"],
    ["one that is not there", { kind: "unknown" }, "unknown", "unknown"],
  ];

  test.each(rows)("%s", (_what, view, approve, reject) => {
    expect([whyNot(view, true), whyNot(view, false)]).toEqual([approve, reject]);
  });
});

describe("the form for several", () => {
  test("says what was chosen, each once, so many at most", () => {
    const ids = Array.from({ length: 2 * MOST_AT_ONCE }, (_unused, at) => ["id", `hitl_${at % 150}`] as const);
    const { ids: chosen, approved, stage } = parseSeveral([...ids, ["approved", "true"]]);
    expect([chosen.length, new Set(chosen).size, approved, stage]).toEqual([
      MOST_AT_ONCE,
      MOST_AT_ONCE,
      true,
      "chosen",
    ]);
  });

  test.each([["yes"], ["TRUE"], [""], ["true", "false"], [new File([], "true")]])("%j is no answer", (...said) => {
    expect(parseSeveral(said.map((value) => ["approved", value] as const)).approved).toBeNull();
  });
});

describe("a form that came without a session", () => {
  test("comes back through the sign-in page as it was, names and all", () => {
    const kept = keepForm("/approvals/hitl_1", [
      ["approved", "true"],
      ["id", "1"],
      ["id", "2"],
      ["kept:kept:x", "a\nb"],
      ["next", "//evil.example"],
      ["file", new File(["x"], "x")],
    ]);
    const back = keptIn([["next", "/"], ["key", "secret"], ...hiddenFields(kept)]);
    expect(back).toEqual(kept);
    expect(kept?.fields).toHaveLength(5);
  });

  test("is not kept where it has nothing, or more fields than a page of ours", () => {
    expect(keepForm("/approvals", [])).toBeNull();
    expect(
      keepForm(
        "/approvals",
        Array.from({ length: 501 }, () => ["a", "b"] as const),
      ),
    ).toBeNull();
    expect(hiddenFields(null)).toEqual([]);
    expect(keptIn([["kept:approved", "true"]])).toBeNull();
  });
});

test("a page leads on to the next, with the same filters", () => {
  const query = parseInboxQuery(person, new URLSearchParams("tab=waiting&text=pay&age=day&cursor=HERE"));
  const page = { items: [], nextCursor: "NEXT" };
  const html = renderInbox({
    nonce: "n0nce",
    visitor: person,
    query,
    page,
    counts: { mine: 0, waiting: 1_000 },
    now: NOW,
  });
  const [, search = ""] = /href="\/\?([^"]*)" rel="next"/.exec(html) ?? [];
  const next = Object.fromEntries(new URLSearchParams(search.replaceAll("&amp;", "&")));
  expect(next).toEqual({ tab: "waiting", text: "pay", age: "day", cursor: "NEXT" });
  expect(html).toContain("999+");
});

test("where nothing is set up, the first page says what to set, for keys and for people", () => {
  const html = renderFirstRun("n0nce");
  for (const name of ["API_KEYS", "ACCESS_TEAM_DOMAIN", "ACCESS_AUD"]) expect(html).toContain(name);
});

test("the inbox's stylesheet is small and needs no escaping inside its element", () => {
  expect(INBOX_STYLESHEET.length).toBeLessThan(6_144);
  expect(INBOX_STYLESHEET).not.toMatch(/[&<>"']/);
});

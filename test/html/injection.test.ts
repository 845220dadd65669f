/** Whatever stands in any field shows as text. */
import { assets } from "../../src/generated/assets.ts";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import { renderErrorPage } from "../../src/html/error-page.tsx";
import type { Attempt } from "../../src/request-page/attempt.ts";
import { ANA, BEN, openLink, overLink, render, wordsOf } from "./link-views.ts";

const ATTACKS = [
  ["a script", "<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["an attribute's end", `"><img src=x onerror=alert(1)>`, `"><img src=x onerror=alert(1)>`],
  ["an attribute's end in single quotes", `'><svg onload=alert(1)>`, `'><svg onload=alert(1)>`],
  ["a text area's end", "</textarea><script>alert(1)</script>", "</textarea><script>"],
  ["a title's or style's end", "</title></style><script>alert(1)</script>", "</title></style>"],
  ["a javascript: link", "javascript:alert(1)", "javascript:alert(1)"],
  ["an http link", "https://evil.example/", "https://evil.example/"],
  ["a right-to-left override", "invoice\u202Efdp.exe", "U+202E"],
  ["an isolate", "a\u2066b\u2069", "U+2066"],
  ["a null byte", "a\u0000b", "U+0000"],
  ["an invisible tag", "a\u{E0041}b", "U+E0041"],
  ["half a surrogate pair", "a\uD800b", "U+D800"],
] as const;

/** An object that hono/jsx would take for ready-made HTML if it were ever handed over as a child. */
const FAKE_HTML: Json = { isEscaped: true, tag: "script", children: ["alert(1)"] };

function everywhere(text: string): string[] {
  const answer = { ...BEN, approver: text, reason: text, feedback: text, via: text };
  const data: Json = {
    [text]: text,
    list: [text, { deep: text }],
    table: [{ [text]: text }, { [text]: 1 }],
    fake: FAKE_HTML,
  };
  const form: Json = {
    type: "object",
    properties: {
      [text]: { type: "string", title: text, description: text, default: text, pattern: text },
      long: { type: "string", maxLength: 900, default: text },
      choice: { enum: [text, "b"], default: text },
      json: { type: "object", default: { [text]: text } },
    },
  };
  const facts = { prompt: text, requestedBy: text, ensemble: text, agent: text, runId: text, approvals: [answer] };
  const attempt: Attempt = {
    typed: { feedback: text, reason: text, approver: text, values: { [text]: text, long: text, choice: text } },
    error: {
      code: "values-invalid",
      detail: text,
      errors: [
        { path: `values.${text}`, message: text },
        { path: text, message: text },
      ],
    },
  };
  const open = { ...facts, data, metadata: data, form, approvers: [text] };
  return [
    render({ view: openLink({ ...open, recipient: text }) }),
    render({ view: openLink({ ...open, recipient: null, approvals: [] }), attempt }),
    render({ view: openLink({ ...open, recipient: null, approvers: [], data: text, metadata: text }), attempt }),
    render({ view: openLink({ ...open, recipient: text, answered: answer }), attempt }),
    render({
      view: overLink({ ...facts, status: "rejected", reason: text, feedback: text, answered: answer }),
      attempt,
    }),
    render({ view: overLink({ ...facts, approvals: [ANA], status: "cancelled", reason: text }) }),
    render({ view: { kind: "unknown" }, attempt }),
    renderErrorPage({ code: "bad-request", detail: text, nonce: "n0nce" }),
  ];
}

/** What pages have of scripts. */
const OUR_SCRIPTS = Object.values(assets).map(({ path }) => `<script src="${path}" defer=""></script>`);

describe.each(ATTACKS)("%s", (_name, attack, shown) => {
  test("shows as text in every field of every page", () => {
    for (const html of everywhere(attack)) {
      expect(wordsOf(html)).toContain(shown);
      const rest = OUR_SCRIPTS.reduce((text, script) => text.replace(script, ""), html);
      expect(rest).not.toMatch(/<(script|img|iframe|object|svg onload)\b/i);
      expect(html.replaceAll(/"[^"]*"/g, "")).not.toMatch(/<[^>]*\son\w+=/i);
      for (const [link, href] of html.matchAll(/<a href="([^"]*)"[^>]*>/g)) {
        if (href?.startsWith("#") || href?.startsWith("/callback/")) continue;
        expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
        expect(link).toContain('rel="noopener noreferrer nofollow"');
      }
      expect(html.match(/<style/g)).toHaveLength(1);
      expect(html.match(/<\/style>/g)).toHaveLength(1);
      expect(html.match(/<title>/g)).toHaveLength(1);
    }
  });

  test("leaves no hidden character in a page, except in what the form sends back", () => {
    for (const html of everywhere(attack)) {
      const outsideInputs = html
        .replaceAll(/ (?:name|value|pattern)="[^"]*"/g, "")
        .replaceAll(/<textarea.*?<\/textarea>/gs, "");
      expect(/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u.test(outsideInputs)).toBe(false);
    }
  });
});

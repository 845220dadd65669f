/** The form by which a person answers. */
import { describe, expect, test } from "vitest";
import { DecisionBody } from "../../src/contract/decision.ts";
import type { Attempt } from "../../src/request-page/attempt.ts";
import { formDecision } from "../../src/request-page/form-decision.ts";
import { parseAnswerForm } from "../../src/request-page/parse-answer-form.ts";
import { ACTION, openLink, render, wordsOf } from "./link-views.ts";

const FORM = {
  type: "object",
  required: ["amount", "method"],
  properties: {
    amount: { type: "number", minimum: 0, maximum: 20_000, title: "Amount to pay" },
    copies: { type: "integer", exclusiveMinimum: 0 },
    method: { enum: ["SEPA", "Card"], default: "Card" },
    payOn: { type: "string", format: "date" },
    note: { type: "string", maxLength: 500, description: "Printed on the transfer" },
    seen: { const: true, title: "I have read it" },
    urgent: { type: "boolean" },
    reference: { type: "string", pattern: "^[A-Z]{2}-\\d+$", default: "PO-1" },
    extra: { type: "object" },
  },
};

/** The opening tag of the last input of that name: before a box stands the hidden field. */
function tagOf(html: string, name: string): string {
  const tags = [...html.matchAll(/<(?:input|select|textarea|button)\b[^>]*>/g)].map((match) => match[0]);
  return tags.findLast((tag) => tag.includes(`name="${name}"`)) ?? "";
}

describe("what it posts", () => {
  const html = render({ view: openLink() });

  test("goes to the link's own path", () => {
    expect(html).toContain(`<form method="post" action="${ACTION}"`);
  });

  test("is never sent by Enter in a text field: the first submit button is disabled", () => {
    const form = html.slice(html.indexOf("<form"));
    expect(/<button[^>]*>/.exec(form)?.[0]).toBe('<button type="submit" disabled="" hidden="">');
  });

  test("has a label for every input, and no id twice", () => {
    const full = render({ view: openLink({ recipient: null, form: FORM }) });
    const ids = [...full.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [tag] of full.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
      if (tag.includes('type="hidden"')) continue;
      const id = / id="([^"]+)"/.exec(tag)?.[1] ?? "";
      expect(full).toMatch(new RegExp(`<label[^>]* for="${id}"`));
    }
  });

  test("lets who rejects leave the form's fields empty", () => {
    expect(html).toMatch(/name="approved" value="false" class="no" formnovalidate/);
    expect(html).not.toMatch(/name="approved" value="true"[^>]*formnovalidate/);
  });
});

describe("who answers", () => {
  test("a personal link names its owner and asks for nobody", () => {
    expect(tagOf(render({ view: openLink() }), "approver")).toBe("");
  });

  test("a shared link offers the named approvers, except those who have answered", () => {
    const html = render({ view: openLink({ recipient: null }) });
    expect(tagOf(html, "approver")).toMatch(/^<select .*required/);
    expect(html).toContain(
      '<option value="ana@example.com" disabled="">ana@example.com – has answered already</option>',
    );
    expect(html).toContain('<option value="ben@example.com">ben@example.com</option>');
  });

  test("where none is named, a name is optional", () => {
    const tag = tagOf(render({ view: openLink({ recipient: null, approvers: [], approvals: [] }) }), "approver");
    expect(tag).toMatch(/^<input /);
    expect(tag).not.toContain("required");
  });
});

describe("the author's fields", () => {
  const html = render({
    view: openLink({ form: FORM, data: { amount: 12.5, copies: 1.5, urgent: true, note: "a\nb" } }),
  });

  test.each([
    ["amount", ['type="number"', 'min="0"', 'max="20000"', 'step="any"', 'required=""', 'value="12.5"']],
    ["copies", ['type="number"', 'min="1"', 'step="1"', 'value=""']],
    ["method", ["<select", 'required=""']],
    ["payOn", ['type="date"']],
    ["note", ["<textarea", 'maxlength="500"', "aria-describedby"]],
    ["seen", ['type="checkbox"', 'required=""']],
    ["urgent", ['type="checkbox"', 'checked=""']],
    ["reference", ['pattern=".*(?:^[A-Z]{2}-\\d+$).*"', 'value="PO-1"']],
    ["extra", ["<textarea"]],
  ])("%s", (name, parts) => {
    for (const part of parts) expect(tagOf(html, `values.${name}`)).toContain(part);
  });

  test("have labels, hints and the defaults of data and schema", () => {
    expect(wordsOf(html)).toContain("Amount to pay");
    expect(wordsOf(html)).toContain("From 0 to 20\u202f000");
    expect(wordsOf(html)).toContain("Pay on (optional)");
    expect(wordsOf(html)).toContain("Printed on the transfer");
    expect(html).toContain('<option value="Card" selected="">Card</option>');
    expect(html).toMatch(/name="values.note"[^>]*>\na\nb<\/textarea>/);
    expect(html).toContain('<input type="hidden" name="values.urgent" value="false"/>');
  });

  test("of a form that is no object schema there are none", () => {
    for (const form of [null, true, "x", [], { type: "string" }]) {
      expect(render({ view: openLink({ form }) })).not.toContain('name="values.');
    }
  });
});

test("an answer that did not fit comes back as it was typed, each mistake beside its field", () => {
  const attempt: Attempt = {
    typed: {
      feedback: "\nFirst line kept",
      reason: "Why",
      approver: "BEN@example.com",
      values: { amount: "99999", urgent: "true", method: "SEPA" },
    },
    error: {
      code: "values-invalid",
      detail: "The answers do not fit the form.",
      errors: [
        { path: "values.amount", message: "must be at most 20000" },
        { path: "values.gone", message: "is not asked for" },
      ],
    },
  };
  const html = render({ view: openLink({ recipient: null, form: FORM }), attempt });
  expect(tagOf(html, "values.amount")).toMatch(/aria-invalid="true".*value="99999"/);
  expect(html).toMatch(/<a href="#value-0"><bdi>Amount to pay<\/bdi><\/a>: <bdi>must be at most 20000/);
  expect(wordsOf(html)).toContain("values.gone: is not asked for");
  expect(html).toContain(">\n\nFirst line kept</textarea>");
  expect(tagOf(html, "reason")).toContain('value="Why"');
  expect(tagOf(html, "values.urgent")).toContain("checked");
  expect(html).toContain('<option value="ben@example.com" selected="">');
  expect(html).toContain('<option value="SEPA" selected="">');
  expect(html).toContain('role="alert"');
});

describe("parseAnswerForm", () => {
  test.each([
    ["true", true],
    ["false", false],
    ["", null],
    ["TRUE", null],
    ["1", null],
    ["on", null],
  ])("approved=%s is %s", (text, approved) => {
    expect(parseAnswerForm(new URLSearchParams({ approved: text })).approved).toBe(approved);
  });

  test("nothing at all is no decision", () => {
    expect(parseAnswerForm([])).toEqual({
      approved: null,
      typed: { feedback: "", reason: "", approver: "", values: {} },
      confirmed: null,
      isGoingOn: false,
    });
  });

  test("keeps what was typed, line breaks as LF, of a box the last entry, and no files", () => {
    const body = "approved=true&feedback=a%0D%0Ab&values.tick=false&values.tick=true&values.__proto__=x";
    const { typed } = parseAnswerForm([...new URLSearchParams(body), ["values.file", new Blob(["x"])]]);
    expect(typed.feedback).toBe("a\nb");
    expect(Object.entries(typed.values)).toEqual([
      ["tick", "true"],
      ["__proto__", "x"],
    ]);
  });
});

describe("formDecision", () => {
  const ASKED = { form: FORM, proposal: null };
  const typed = {
    feedback: "Fine\n",
    reason: " ",
    approver: " ana@example.com ",
    values: { amount: "12.5", payOn: "", seen: "true" },
  };

  test("leaves out what was left empty, and types the values", () => {
    expect(formDecision({ approved: true, typed }, ASKED)).toEqual({
      approved: true,
      feedback: "Fine\n",
      approver: "ana@example.com",
      values: { amount: 12.5, seen: true },
    });
  });

  test("a rejection carries no values", () => {
    expect(formDecision({ approved: false, typed }, ASKED)).toEqual({
      approved: false,
      feedback: "Fine\n",
      approver: "ana@example.com",
    });
  });

  test("is what the contract takes, once it says yes or no", () => {
    expect(DecisionBody.safeParse(formDecision({ approved: null, typed }, ASKED)).success).toBe(false);
    expect(DecisionBody.safeParse(formDecision({ approved: true, typed }, ASKED)).success).toBe(true);
  });
});

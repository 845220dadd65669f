import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { renderDialogue, renderTold } from "../../../src/chat/slack/dialogue.ts";
import type { Submission } from "../../../src/chat/slack/interaction.ts";
import { errorsAtInputs, readAnswer, readDialogue } from "../../../src/chat/slack/read-dialogue.ts";
import type { OpenLink } from "../../../src/contract/link-view.ts";
import type { Json } from "../../../src/kernel/json.ts";
import { HOSTILE_TEXTS, TOKEN } from "../../notifications/fixtures.ts";
import { openLink } from "../../html/link-views.ts";
import { checkView } from "../../support/slack/check-view.ts";
import { stateOf } from "../../support/slack/slack-hands.ts";

const IDS = { approvalId: TOKEN.slice(0, 69), channel: "D00000001", ts: "1.2" };

const FORM: Json = {
  type: "object",
  properties: {
    amount: { type: "number", title: "Amount in euros", minimum: 1, maximum: 500 },
    count: { type: "integer", exclusiveMinimum: 0 },
    account: { type: "string", enum: ["travel", "office"] },
    contact: { type: "string", format: "email" },
    site: { type: "string", format: "uri" },
    by: { type: "string", format: "date" },
    at: { type: "string", format: "date-time" },
    read: { type: "boolean", const: true },
    urgent: { type: "boolean" },
    note: { type: "string", maxLength: 4_000, minLength: 2 },
    lines: { type: "object" },
    tags: { type: "array", items: { enum: ["a", "b c", 3] } },
    people: { type: "array", items: { type: "string" } },
    sums: { type: "array", items: { type: "number" } },
  },
  required: ["amount", "read"],
};

const DATA: Json = {
  amount: 12.5,
  count: 3,
  account: "office",
  contact: "ana@example.com",
  site: "https://a.example/?a=1&b=<2>",
  by: "2026-12-24",
  at: "2026-11-22T14:00:00Z",
  read: true,
  urgent: false,
  note: "Two\nlines & <tags>",
  lines: { a: [1, 2] },
  tags: ["a", 3],
  people: ["Ana", "Bo & Cy"],
  sums: [1, 2.5],
};

function view(changes: Partial<OpenLink> = {}): OpenLink {
  return openLink({ form: FORM, data: DATA, ...changes });
}

/** As Slack sends it when nobody touched anything. */
function untouched(rendered: NonNullable<ReturnType<typeof renderDialogue>>): Submission {
  return {
    type: "view_submission",
    user: { id: "U1" },
    team: null,
    enterprise: null,
    view: { ...rendered, state: { values: stateOf({ ...rendered }) } },
  } as Submission;
}

describe("the dialogue", () => {
  it("keeps Slack's limits, remembers ids alone, and shows what is asked", () => {
    const rendered = renderDialogue("approve", view(), IDS);
    expect(checkView(rendered)).toEqual([]);
    expect(JSON.parse(rendered?.private_metadata ?? "")).toEqual(IDS);
    expect(JSON.stringify(rendered)).not.toContain(TOKEN);
    expect(rendered?.blocks[1]).toMatchObject({ label: { text: "Amount in euros" }, optional: false });
  });

  it("gives back what it was filled with, in the types that the schema names", () => {
    const rendered = renderDialogue("approve", view(), IDS);
    if (rendered === null) throw new Error("it fits");
    const submission = untouched(rendered);
    expect(readDialogue(submission)).toEqual({ decision: "approve", ids: IDS });
    expect(readAnswer(submission, "approve", FORM)).toEqual({ approved: true, values: DATA });
  });

  it("asks who rejects for reason and comment alone, and takes no values of them", () => {
    const rendered = renderDialogue("reject", view(), IDS);
    expect(checkView(rendered)).toEqual([]);
    expect(rendered?.blocks.map((block) => ("block_id" in block ? block.block_id : block.type))).toEqual([
      "section",
      "reason",
      "feedback",
    ]);
    if (rendered === null) throw new Error("it fits");
    expect(readAnswer(untouched(rendered), "reject", FORM)).toEqual({ approved: false });
  });

  test.each<[what: string, changes: Partial<OpenLink>]>([
    ["a text that is longer than Slack's inputs", { data: { note: "x".repeat(3_001) } }],
    ["more choices than Slack lists", { form: schema({ pick: { enum: Array.from({ length: 101 }, String) } }) }],
    ["more fields than a dialogue holds", { form: schema(manyFields(96)) }],
    [
      "a text that must be longer than Slack's inputs",
      { form: schema({ essay: { type: "string", minLength: 3_001 } }) },
    ],
  ])("is not shown with %s: nothing is cut in silence", (_what, changes) => {
    expect(renderDialogue("approve", view(changes), IDS)).toBeNull();
  });

  it("holds as many fields as fit", () => {
    expect(checkView(renderDialogue("approve", view({ form: schema(manyFields(95)) }), IDS))).toEqual([]);
  });

  test.each(Object.entries(HOSTILE_TEXTS))("is not broken by %s", (_what, text) => {
    const form = schema({ [text.slice(0, 300)]: { title: text, description: text, enum: [text, "b"] } });
    expect(checkView(renderDialogue("approve", view({ form, data: null, prompt: text }), IDS))).toEqual([]);
    expect(checkView(renderTold("reject", text))).toEqual([]);
  });

  it("keeps Slack's limits whatever the schema says", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constant("x".repeat(2_000)),
      fc.constant(""),
    );
    const field = fc.record(
      {
        type: fc.constantFrom("string", "number", "integer", "boolean", "object", "array"),
        format: fc.constantFrom("email", "uri", "date", "time", "date-time", "textarea"),
        title: text,
        description: text,
        default: fc.oneof(text, fc.integer(), fc.boolean()),
        minLength: fc.integer({ min: 0, max: 5_000 }),
        maxLength: fc.integer({ min: 0, max: 5_000 }),
      },
      { requiredKeys: ["type"] },
    );
    const form = fc.dictionary(text, field, { maxKeys: 20 });
    fc.assert(
      fc.property(form, (properties) => {
        const rendered = renderDialogue("approve", view({ form: schema(properties), data: null }), IDS);
        if (rendered !== null) expect(checkView(rendered)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("what was wrong", () => {
  it("stands at the input it is about, the first of several; what is about none, at the comment", () => {
    expect(
      errorsAtInputs(FORM, [
        { path: "values.amount", message: "too much" },
        { path: "values.amount", message: "not a number" },
        { path: "values.lines.a", message: "no list" },
        { path: "values", message: "unknown" },
      ]),
    ).toEqual({ "value-0": "too much", "value-10": "no list", feedback: "unknown" });
  });

  test.each([["told"], ["other"], [""]])("the dialogue %j is none of ours", (callbackId) => {
    const rendered = renderDialogue("approve", view(), IDS);
    if (rendered === null) throw new Error("it fits");
    const submission = untouched(rendered);
    expect(readDialogue({ ...submission, view: { ...submission.view, callback_id: callbackId } })).toBeNull();
    expect(readDialogue({ ...submission, view: { ...submission.view, private_metadata: "{" } })).toBeNull();
  });
});

function schema(properties: Record<string, Json>): Json {
  return { type: "object", properties };
}

function manyFields(count: number): Record<string, Json> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, { type: "string" }]));
}

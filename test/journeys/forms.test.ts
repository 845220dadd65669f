import { expect, test } from "vitest";
import { decideByLink, expectStatus, problemOf, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";

/** Every kind of field, with what does not fit it, what is then said, and what fits; as texts of a form. */
const KINDS: Readonly<Record<string, { schema: object; misfit: string; says: string; fit: string; value: unknown }>> = {
  name: {
    schema: { type: "string", minLength: 3 },
    misfit: "Al",
    says: "at least 3 characters",
    fit: "Ada",
    value: "Ada",
  },
  short: {
    schema: { type: "string", maxLength: 3 },
    misfit: "Alma",
    says: "at most 3 characters",
    fit: "Ada",
    value: "Ada",
  },
  order: {
    schema: { type: "string", pattern: "^PO-[0-9]+$" },
    misfit: "po-1",
    says: "must match /^PO-[0-9]+$/",
    fit: "PO-1",
    value: "PO-1",
  },
  day: {
    schema: { type: "string", format: "date" },
    misfit: "2026-02-30",
    says: "a date such as",
    fit: "2026-02-28",
    value: "2026-02-28",
  },
  hour: {
    schema: { type: "string", format: "time" },
    misfit: "10:30",
    says: "Is not written as it should be",
    fit: "10:30:00Z",
    value: "10:30:00Z",
  },
  mail: {
    schema: { type: "string", format: "email" },
    misfit: "ada",
    says: "an e-mail address",
    fit: "ada@example.com",
    value: "ada@example.com",
  },
  missing: { schema: { type: "string" }, misfit: "", says: "Please fill this in.", fit: "here", value: "here" },
  price: { schema: { type: "number", minimum: 1 }, misfit: "0.5", says: "at least 1", fit: "1.5", value: 1.5 },
  share: { schema: { type: "number", exclusiveMaximum: 1 }, misfit: "1", says: "less than 1", fit: "0.9", value: 0.9 },
  count: { schema: { type: "integer", maximum: 9 }, misfit: "2.5", says: "a whole number", fit: "2", value: 2 },
  word: { schema: { type: "number" }, misfit: "many", says: "a number", fit: "7", value: 7 },
  seen: {
    schema: { type: "boolean", const: true },
    misfit: "false",
    says: "Must be ticked (true)",
    fit: "true",
    value: true,
  },
  account: { schema: { enum: ["a", 2] }, misfit: "c", says: "one of these: a, 2", fit: "2", value: 2 },
  titled: {
    schema: {
      oneOf: [
        { const: 1, title: "One" },
        { const: 2, title: "Two" },
      ],
    },
    misfit: "3",
    says: "one of these: 1, 2",
    fit: "1",
    value: 1,
  },
  notes: {
    schema: { type: "string", format: "multi-line", minLength: 4 },
    misfit: "a\nb",
    says: "at least 4 characters",
    fit: "a\nbc",
    value: "a\nbc",
  },
  tags: {
    schema: { type: "array", items: { type: "string", minLength: 2 } },
    misfit: "ab\nc",
    says: "Entry 2: Must have at least 2 characters",
    fit: " ab \n\ncd",
    value: ["ab", "cd"],
  },
  sums: {
    schema: { type: "array", items: { type: "integer" }, minItems: 2 },
    misfit: "1",
    says: "at least 2 entries",
    fit: "1\n2",
    value: [1, 2],
  },
  twice: {
    schema: { type: "array", items: { type: "number" }, uniqueItems: true },
    misfit: "1\n1",
    says: "unique",
    fit: "1\n2",
    value: [1, 2],
  },
  ways: {
    schema: { type: "array", items: { enum: ["post", "van"] }, maxItems: 1 },
    misfit: "post\nvan",
    says: "at most 1 entry",
    fit: "van",
    value: ["van"],
  },
  rest: {
    schema: { type: "object", properties: { a: { type: "number" } }, required: ["a"] },
    misfit: "[1]",
    says: "an object",
    fit: '{"a":1}',
    value: { a: 1 },
  },
};

const names = Object.keys(KINDS);
const FORM = {
  type: "object",
  properties: Object.fromEntries(Object.entries(KINDS).map(([name, { schema }]) => [name, schema])),
  required: names,
};

function texts(side: "misfit" | "fit"): URLSearchParams {
  return new URLSearchParams([
    ["approved", "true"],
    ...Object.entries(KINDS).map(([name, kind]): [string, string] => [
      `values.${name}`,
      kind[side].replaceAll("\n", "\r\n"),
    ]),
  ]);
}

async function ask() {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("form-filled", { form: FORM });
  return { client, runId, link: await client.mintLink(approvalId) };
}

test("on the page, each mistake stands at its field, what was typed stays, and then the values have their types", async () => {
  const { client, runId, link } = await ask();
  const refused = expectStatus(await send(link, { body: texts("misfit"), headers: { accept: "text/html" } }), 422);
  for (const [position, [name, { misfit, says }]] of Object.entries(KINDS).entries()) {
    const error = new RegExp(`<p class="wrong" id="value-${position}-error">(.*?)</p>`).exec(refused.text)?.[1] ?? "";
    expect([name, error.replaceAll(/<[^>]*>/g, "")]).toEqual([name, expect.stringContaining(says)]);
    if (misfit !== "c" && misfit !== "3" && !["seen", "ways"].includes(name)) expect(refused.text).toContain(misfit);
  }
  expectStatus(await send(link, { body: texts("fit"), headers: { accept: "text/html" } }), 200);
  expect((await client.waitForEnd(runId)).output).toEqual({
    values: Object.fromEntries(Object.entries(KINDS).map(([name, { value }]) => [name, value])),
  });
});

test("over JSON, every mistake is named with its path, and nothing is used up", async () => {
  const { client, runId, link } = await ask();
  const misfits = { ...Object.fromEntries(names.map((name) => [name, {}])), extra: 1 };
  const refused = problemOf(expectStatus(await decideByLink(link, { approved: true, values: misfits }), 422));
  expect(refused.errors?.map(({ path }) => path)).toEqual([
    ...names.map((name) => (name === "rest" ? "values.rest.a" : `values.${name}`)),
    "values",
  ]);
  const values = Object.fromEntries(Object.entries(KINDS).map(([name, { value }]) => [name, value]));
  expectStatus(await decideByLink(link, { approved: true, values }), 200);
  expect((await client.waitForEnd(runId)).output).toEqual({ values });
});

test("boxes are sent one by one; none at all is an empty list", async () => {
  const { client } = shared();
  const form = {
    properties: { ways: { type: "array", items: { enum: ["post", "van", "bike"] } } },
    required: ["ways"],
  };
  for (const [ticked, ways] of [
    ["&items.ways=van&items.ways=post", ["van", "post"]],
    ["", []],
  ] as const) {
    const { runId, approvalId } = await client.startAndSuspend("form-filled", { form });
    const body = new URLSearchParams(`approved=true&values.ways=${ticked}`);
    expectStatus(await decideByLink(await client.mintLink(approvalId), body), 200);
    expect((await client.waitForEnd(runId)).output).toEqual({ values: { ways } });
  }
});

/** Texts of the document: constants, expressions that keep their type, and texts with expressions inside. */
import { describe, expect, test } from "vitest";
import { parseTemplate } from "../../src/expressions/parse-template.ts";
import { NAMES } from "./sample-scope.ts";

const TOPIC = { k: "member", o: { k: "name", n: "input" }, p: "topic" };
const EMAIL = { k: "member", o: { k: "name", n: "env" }, p: "ADMIN_EMAIL" };

describe("a text is", () => {
  test.each([
    ["", { k: "const", v: "" }],
    ["plain", { k: "const", v: "plain" }],
    ["$ {x} $5 $", { k: "const", v: "$ {x} $5 $" }],
    ["${input.topic}", { k: "expr", e: TOPIC }],
    ["${ input.topic }", { k: "expr", e: TOPIC }],
    [" ${input.topic}", { k: "text", p: [" ", TOPIC] }],
    ["${input.topic}\n", { k: "text", p: [TOPIC, "\n"] }],
    ["a ${input.topic} b ${env.ADMIN_EMAIL}.", { k: "text", p: ["a ", TOPIC, " b ", EMAIL, "."] }],
    ["${input.topic}${input.topic}", { k: "text", p: [TOPIC, TOPIC] }],
    ["$${input.topic}", { k: "const", v: "${input.topic}" }],
    ["a $${b} ${input.topic}", { k: "text", p: ["a ${b} ", TOPIC] }],
    ["$$${x}", { k: "const", v: "$${x}" }],
    ["$${", { k: "const", v: "${" }],
    ["${input.topic}$${", { k: "text", p: [TOPIC, "${"] }],
    ["$env.ADMIN_EMAIL", { k: "expr", e: EMAIL }],
    ["to $env.ADMIN_EMAIL", { k: "const", v: "to $env.ADMIN_EMAIL" }],
    ["$env.A.b", { k: "const", v: "$env.A.b" }],
    ["${'}'}", { k: "expr", e: { k: "lit", v: "}" } }],
    ['${"a\\"}"}', { k: "expr", e: { k: "lit", v: 'a"}' } }],
    [
      "${['a', \"b}\"][0]}",
      {
        k: "expr",
        e: {
          k: "index",
          o: {
            k: "list",
            a: [
              { k: "lit", v: "a" },
              { k: "lit", v: "b}" },
            ],
          },
          i: { k: "lit", v: 0 },
        },
      },
    ],
  ])("%j", (text, value) => {
    expect(parseTemplate(text, NAMES)).toEqual({ ok: true, value });
  });
});

describe("faults point into the whole text", () => {
  test.each([
    ["${}", [["expression-empty", 2]]],
    ["ab ${ aprove.output }", [["name-unknown", 6]]],
    [
      "${aprove} and ${foo()} and ${input.topic}",
      [
        ["name-unknown", 2],
        ["function-unknown", 16],
      ],
    ],
    ["x ${input.topic", [["expression-unclosed", 2]]],
    ["x ${'input}", [["expression-unclosed", 2]]],
    [
      "${aprove} ${",
      [
        ["name-unknown", 2],
        ["expression-unclosed", 10],
      ],
    ],
    ["${ {a: 1} }", [["object-literal", 3]]],
    ["${ ${a} }", [["expression-syntax", 3]]],
    ["${`a ${b}`}", [["template-literal", 2]]],
    ["${(a}", [["expression-syntax", 2]]],
  ])("%j", (text, faults) => {
    const parsed = parseTemplate(text, NAMES);
    expect(parsed.ok ? [] : parsed.faults.map(({ code, offset }) => [code, offset])).toEqual(faults);
  });

  test("$env needs the environment among the names", () => {
    expect(parseTemplate("$env.X", [])).toMatchObject({ ok: false, faults: [{ code: "name-unknown", offset: 1 }] });
  });
});

/** What an ensemble in TypeScript says of itself is checked as a document is, with the line where it says so. */
import { describe, expect, test } from "vitest";
import { compileDefinition } from "../../src/ensembles/compile-definition.ts";
import { compileEnsembles } from "../../src/ensembles/compile-ensembles.ts";

const run = () => null;

function compile(definition: unknown, text = "") {
  return compileDefinition({ file: "ensembles/pay.ts", text, definition });
}

test("it becomes a plan without agents, which names the file", () => {
  const input = { amount: { type: "number", required: true }, note: "string" } as const;
  const { plan, diagnostics } = compile({ name: "pay", description: "Pays", input, run });
  expect(diagnostics).toEqual([]);
  expect(plan).toMatchObject({
    format: 1,
    ensemble: "pay",
    description: "Pays",
    input: { amount: { type: "number", required: true }, note: { type: "string" } },
    agents: [],
    code: "ensembles/pay.ts",
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test.each([null, undefined, 1, "pay", run, {}, { name: "pay" }, { run }, { name: "pay", run: 1 }])(
  "%o is no ensemble",
  (definition) => {
    expect(compile(definition)).toMatchObject({ plan: null, diagnostics: [{ code: "ensemble-not-defined" }] });
  },
);

const TEXT = `import { defineEnsemble } from "countersign/ensemble";

export default defineEnsemble({
  name: "pay me",
  input: {
    amount: { type: "numbr", required: "yes" },
    kind: { type: "string", enum: ["a", 1], default: "c" },
    "1st": { typ: "string" },
  },
  run: () => null,
});
`;

test("each mistake is found, at its line", () => {
  const input = {
    amount: { type: "numbr", required: "yes" },
    kind: { type: "string", enum: ["a", 1], default: "c" },
    "1st": { typ: "string" },
  };
  const { plan, diagnostics } = compile({ name: "pay me", input, run }, TEXT);
  expect(plan).toBeNull();
  expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([
    ["ensemble-name-invalid", 4],
    ["field-type-unknown", 6],
    ["wrong-type", 6],
    ["enum-misfit", 7],
    ["default-misfit", 7],
    ["input-invalid", 8],
    ["key-unknown", 8],
  ]);
});

describe("a name that another ensemble has", () => {
  const document = { file: "pay.yaml", text: "ensemble: pay\nagents: [{ name: a, agent: hitl }]\n", scripts: [] };
  const definition = {
    file: "pay.ts",
    text: 'defineEnsemble({\n  name: "pay",\n});\n',
    definition: { name: "pay", run },
  };

  test("is refused, whatever they are written in", () => {
    expect(compileEnsembles([document, definition]).diagnostics).toMatchObject([
      { code: "ensemble-name-twice", file: "pay.ts", line: 2, message: expect.stringContaining("pay.yaml") },
    ]);
    expect(compileEnsembles([definition, document]).diagnostics).toMatchObject([
      { code: "ensemble-name-twice", file: "pay.yaml", line: 1, message: expect.stringContaining("pay.ts") },
    ]);
  });
});

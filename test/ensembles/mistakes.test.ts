/** Every kind of mistake a document can hold, as it is printed: `mistakes/NAME.yaml` and what is said of it, `NAME.txt`. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { compileEnsembles } from "../../src/ensembles/compile-ensembles.ts";
import { DIAGNOSTIC_CODES } from "../../src/ensembles/diagnostic-codes.ts";
import { formatDiagnostics } from "../../src/ensembles/format-diagnostics.ts";

const folder = join(import.meta.dirname, "mistakes");
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const scripts = ["scripts/auto-approve", "scripts/publish"];

function compile(name: string) {
  const text = readFileSync(join(folder, name), "utf8");
  return { text, ...compileEnsemble({ file: name, text, scripts }) };
}

test.each(names)("%s is reported as printed beside it", async (name) => {
  const { plan, text, diagnostics } = compile(name);
  expect(plan).toBeNull();
  await expect(formatDiagnostics(diagnostics, new Map([[name, text]]))).toMatchFileSnapshot(
    join(folder, name.replace(/yaml$/, "txt")),
  );
});

test("there are at least sixty such documents", () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
});

test("every kind of mistake is reached", () => {
  const elsewhere = [
    "document-too-deep",
    "document-too-large",
    "ensemble-name-twice",
    "ensemble-not-defined",
    "ensemble-not-loaded",
    "plan-too-large",
    "script-without-default",
  ];
  const reached = new Set<string>(names.flatMap((name) => compile(name).diagnostics.map(({ code }) => code)));
  const missing = Object.keys(DIAGNOSTIC_CODES).filter((code) => !reached.has(code) && !elsewhere.includes(code));
  expect(missing).toEqual([]);
});

test("documents with the same ensemble name are refused, naming both files", () => {
  const text = "ensemble: same\nagents: [{ name: ask, agent: hitl }]\n";
  const { diagnostics } = compileEnsembles([
    { file: "a.yaml", text, scripts },
    { file: "b.yaml", text: `# another\n${text}`, scripts },
  ]);
  expect(diagnostics).toMatchObject([
    { code: "ensemble-name-twice", file: "b.yaml", line: 2, column: 11, message: expect.stringContaining("a.yaml") },
  ]);
});

test.each([
  ["document-too-large", "longer than a million characters", `ensemble: a\n# ${"x".repeat(1_048_576)}\n`],
  ["document-too-large", "a small text whose aliases unfold into a very large one", bomb()],
  ["document-too-deep", "brackets nested without end", `a: ${"[".repeat(100_000)}`],
  [
    "document-too-deep",
    "indents nested without end",
    Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}k:`).join("\n"),
  ],
  ["document-too-deep", "dashes nested without end", `a:\n ${"- ".repeat(50_000)}b`],
  [
    "plan-too-large",
    "a plan that every run would have to carry",
    `agents: [{ name: ask, agent: hitl, inputs: { data: "${"x".repeat(420_000)}" } }]`,
  ],
])("%s: %s", (code, _what, text) => {
  const { plan, diagnostics } = compileEnsemble({ file: "large.yaml", text, scripts });
  expect(plan).toBeNull();
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const of = level === 0 ? '"lol"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(9).fill(of).join(", ")}]`;
  });
  return levels.join("\n");
}

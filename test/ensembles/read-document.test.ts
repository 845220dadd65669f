/** The reader: expressions unquoted wherever YAML allows a scalar, everything else exactly as YAML reads it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { Diagnostics } from "../../src/ensembles/diagnostics.ts";
import { jsonOf } from "../../src/ensembles/document-node.ts";
import type { DocumentNode, ScalarNode } from "../../src/ensembles/document-node.ts";
import { findUnquotedExpressions } from "../../src/ensembles/find-unquoted-expressions.ts";
import { locateInScalar } from "../../src/ensembles/locate-in-scalar.ts";
import { readDocument } from "../../src/ensembles/read-document.ts";
import { processorTime } from "../support/processor-time.ts";

function read(text: string) {
  const diagnostics = new Diagnostics("x.yaml", text);
  const node = readDocument(diagnostics);
  return { node, value: node === null ? undefined : jsonOf(node), diagnostics: diagnostics.list() };
}

const UNQUOTED: readonly (readonly [string, string, unknown])[] = [
  ["alone", "a: ${x.output}", { a: "${x.output}" }],
  ["in a flow list", "a: [${env.ADMIN_EMAIL}]", { a: ["${env.ADMIN_EMAIL}"] }],
  [
    "among others in a flow list",
    "a: [${env.A}, b@example.com, ${env.C}]",
    { a: ["${env.A}", "b@example.com", "${env.C}"] },
  ],
  ["tight in a flow list", "a: [${x},${y},z]", { a: ["${x}", "${y}", "z"] }],
  [
    "in a flow mapping",
    "a: { url: https://x, body: ${generate.output} }",
    { a: { url: "https://x", body: "${generate.output}" } },
  ],
  ["tight in a flow mapping", 'a: {"b":${x.output},c: ${y}}', { a: { b: "${x.output}", c: "${y}" } }],
  ["in flows in flows", "a: { b: [ { c: ${x['d']} }, ${y} ] }", { a: { b: [{ c: "${x['d']}" }, "${y}"] } }],
  ["in a flow over lines", "a: [\n  ${x},\n  ${y}\n  ]", { a: ["${x}", "${y}"] }],
  ["with brackets inside", "a: [${x.list[0]}, ${[1, 2].length}]", { a: ["${x.list[0]}", "${[1, 2].length}"] }],
  [
    "with colon, quotes and hash inside",
    "a: ${b.output ? 'x: y' : \"z # w\"}",
    { a: "${b.output ? 'x: y' : \"z # w\"}" },
  ],
  ["with a closing brace in a text inside", "a: ${b ? '}' : \"}\"}", { a: "${b ? '}' : \"}\"}" }],
  ["with braces inside", "a: ${ {a: 1}.a } b", { a: "${ {a: 1}.a } b" }],
  ["in a block list", "- ${now()}\n- ${x}", ["${now()}", "${x}"]],
  ["at the start of a text", "a: ${x} and more", { a: "${x} and more" }],
  ["in the middle of a URL", "a: https://x/${r}/pulls/${n}/merge", { a: "https://x/${r}/pulls/${n}/merge" }],
  ["before a comment", "a: ${x ? 'a' : '#b'} # why: [\nb: 1", { a: "${x ? 'a' : '#b'}", b: 1 }],
  ["in a folded plain text", "a: one\n  ${x ? 'p: q' : r}\n  three\nb: 2", { a: "one ${x ? 'p: q' : r} three", b: 2 }],
  ["after a quote inside a plain text", "a: it's ${x ? 'a: b' : c}'s", { a: "it's ${x ? 'a: b' : c}'s" }],
  [
    "after a quoted line in a plain text",
    "a: he said\n  \"so\" ${x ? 'a: b' : c}",
    { a: "he said \"so\" ${x ? 'a: b' : c}" },
  ],
  [
    "over lines",
    "a: ${\n    x &&\n    y ? 'p: q' : r\n  }\nb: 1",
    { a: "${\n    x &&\n    y ? 'p: q' : r\n  }", b: 1 },
  ],
  ["over lines, closed at the key's column", "a: ${\n  x &&\n  y\n}\nb: 1", { a: "${\n  x &&\n  y\n}", b: 1 }],
  ["beside a quoted key", '"a: b": ${x ? y : z}', { "a: b": "${x ? y : z}" }],
  ["behind an anchor and a tag", "a: &anchor !!str ${x ? y : z}\nb: *anchor", { a: "${x ? y : z}", b: "${x ? y : z}" }],
  ["escaped", "a: $${x ? y : z}", { a: "$${x ? y : z}" }],
  ["escaped in a flow", "a: [$${x}, ${y}]", { a: ["$${x}", "${y}"] }],
  ["dollars of other kinds", "a: costs $5, $env.X and {b}", { a: "costs $5, $env.X and {b}" }],
  ["a variable as a whole", "a: $env.X\nb: [$env.Y]", { a: "$env.X", b: ["$env.Y"] }],
  ["after a block scalar", "a: |\n  it's ${ not touched\nb: [${x}]", { a: "it's ${ not touched\n", b: ["${x}"] }],
  ["after a document mark", "---\na: [${x}]\n...\n", { a: ["${x}"] }],
  ["with Windows line ends", "a: [${x}]\r\nb: ${y ? 1 : 2}\r\n", { a: ["${x}"], b: "${y ? 1 : 2}" }],
  [
    "with private characters around it",
    "a: \uE000\uE001 ${x ? 1 : 2} \uE000\uE001",
    { a: "\uE000\uE001 ${x ? 1 : 2} \uE000\uE001" },
  ],
];

test.each(UNQUOTED)("an expression may stand unquoted: %s", (_where, text, value) => {
  const { value: got, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(got).toEqual(value);
});

test("what is no expression keeps YAML's rules: a second colon is a mistake with a place", () => {
  expect(read("a: Write about ${input.topic}: now").diagnostics).toMatchObject([{ code: "yaml-syntax", line: 1 }]);
});

const UNTOUCHED: readonly (readonly [string, string])[] = [
  ["double quotes", 'a: "${x}, \\"${y}\\" and ${"'],
  ["single quotes", "a: '${x}, ''${y}'' and ${'"],
  ["quotes over lines", 'a: "one ${x\n  two} three"\nb: [1]'],
  ["a literal block", "a: |\n  ${x}: y # z\n  'it''s ${\nb: 1"],
  ["a folded block with indents given", "a: >2-\n    ${x\n  y\nb: 1"],
  ["a block in a list", "- |\n ${ x\n- b"],
  ["a block in a mapping in a list", "- a: |-\n    ${ x\n\n    y\n  b: 1"],
  ["a block at the root", "--- |\n${ x\ny\n"],
  ["a comment", "# it's ${x and [\na: 1 # \" ${y\nb: 2"],
  ["an empty document", ""],
  ["timestamps, octals and words", "a: 2026-11-22\nb: 12:30:45\nc: yes\nd: 0o17\ne: 1e3\nf: ~\ng: .5"],
  ["merge keys", "a: &a { x: 1 }\nb: { <<: *a }"],
];

test.each(UNTOUCHED)("%s are read as YAML reads them", (_what, text) => {
  expect(findUnquotedExpressions(text).spans).toEqual([]);
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(value ?? null).toEqual(parse(text, { version: "1.2", schema: "core" }));
});

test("an alias stands for what it names, also inside flows", () => {
  expect(read("a: &x [${b}]\nc: { d: *x }").value).toEqual({ a: ["${b}"], c: { d: ["${b}"] } });
});

test("an expression that is not closed is left to be reported, and what follows is still read", () => {
  expect(read("a: [${env.X]\nb: { c: ${y} }").value).toEqual({ a: ["${env.X"], b: { c: "${y}" } });
  expect(read("a: ${x\nb: ${y}").value).toEqual({ a: "${x", b: "${y}" });
});

test("a document with two thousand expressions is read in under a second", () => {
  const text = Array.from({ length: 2_000 }, (_, index) => `k${index}: { a: \${x ? 'p: q' : r}, b: [\${y}] }`).join(
    "\n",
  );
  expect(processorTime(() => expect(read(text).diagnostics).toEqual([]))).toBeLessThan(1_000);
});

const chunk = fc.constantFrom(
  "${",
  "}",
  "${x}",
  "$${",
  "${x ? 'a: b' : c}",
  "a: ",
  "- ",
  "? ",
  ": ",
  "[",
  "]",
  "{",
  ",",
  "'",
  '"',
  "\\",
  "|\n",
  ">-\n",
  "\n",
  "\n  ",
  "\n    ",
  "\r\n",
  "\t",
  " ",
  "#",
  " # ",
  "&a ",
  "*a",
  "!!str ",
  "!x ",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "b",
  "1",
  "true",
  "~",
  "<<: ",
  "__proto__: ",
  "\uE000",
  "\uFEFF",
  "é",
  "😀",
  "$env.X",
  "`",
  "@",
);
const yamlish = fc.array(chunk, { maxLength: 40 }).map((chunks) => chunks.join(""));

test("whatever the text, the reader gives nodes or diagnostics and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(yamlish, fc.string({ unit: "binary" }), fc.string()), (text) => {
      const { node, diagnostics } = read(text);
      if (node === null && text.trim() !== "" && diagnostics.length === 0) expect(parse(text) ?? null).toBeNull();
      for (const { line, column } of diagnostics) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 1_500 },
  );
});

test("text without expressions is read exactly as YAML reads it", () => {
  fc.assert(
    fc.property(yamlish, (text) => {
      fc.pre(!text.includes("${"));
      const { node, value, diagnostics } = read(text);
      if (node === null || diagnostics.length > 0) return;
      expect(value).toEqual(jsonLike(parse(text, { version: "1.2", schema: "core", logLevel: "silent" })));
    }),
    { numRuns: 1_000 },
  );
});

const expressionText = fc
  .array(
    fc.constantFrom(
      "x",
      ".y",
      " ? ",
      " : ",
      "'a: b'",
      '"c # d"',
      "[0]",
      "(",
      ")",
      ", ",
      " && ",
      "{}",
      " # ",
      ": ",
      "- ",
      "1",
      "|",
      "&",
      "*",
      "!",
      "%",
      "@",
      "`b`",
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => `\${${parts.join("")}}`);
const frames: readonly ((expression: string) => readonly [string, unknown])[] = [
  (e) => [`a: ${e}\nb: 1`, { a: e, b: 1 }],
  (e) => [`a: [${e}, 2]`, { a: [e, 2] }],
  (e) => [`a: { b: ${e}, c: 3 }`, { a: { b: e, c: 3 } }],
  (e) => [`- ${e}\n- x`, [e, "x"]],
  (e) => [`a: x ${e} y # z`, { a: `x ${e} y` }],
  (e) => [`a: one\n  ${e}\n  two`, { a: `one ${e} two` }],
  (e) => [`- a: ${e}\n  b: |\n    ${e}\n  c: ${e}`, [{ a: e, b: `${e}\n`, c: e }]],
];

test("any expression may stand unquoted in any place, and keeps its text and its position", () => {
  fc.assert(
    fc.property(expressionText, fc.constantFrom(...frames), (expression, frame) => {
      const [text, value] = frame(expression);
      const { node, value: got, diagnostics } = read(text);
      expect(diagnostics).toEqual([]);
      expect(got).toEqual(value);
      for (const scalar of node === null ? [] : scalarsOf(node)) {
        const at = String(scalar.value).indexOf(expression);
        if (at < 0) continue;
        const { offset } = locateInScalar(text, scalar, at, expression.length);
        expect(text.slice(offset, offset + expression.length)).toBe(expression);
      }
    }),
    { numRuns: 1_500 },
  );
});

function scalarsOf(node: DocumentNode): ScalarNode[] {
  if (node.kind === "scalar") return [node];
  return node.kind === "list" ? node.items.flatMap(scalarsOf) : node.entries.flatMap((entry) => scalarsOf(entry.value));
}

/** As JSON would have it: `-0` is `0`. */
function jsonLike(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}

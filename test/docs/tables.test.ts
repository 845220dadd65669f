/** The tables of the documentation say what the code says: nothing is missing, nothing is made up. */
import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { operationOptions } from "../../src/contract/operation-options.ts";
import { DIAGNOSTIC_CODES } from "../../src/ensembles/diagnostic-codes.ts";
import { HITL_CONFIG_KEYS } from "../../src/ensembles/hitl-config-keys.ts";
import { FUNCTION_NAMES } from "../../src/expressions/functions.ts";
import { LIST_METHODS } from "../../src/expressions/list-methods.ts";
import { METHOD_NAMES } from "../../src/expressions/methods.ts";
import { TEXT_METHODS } from "../../src/expressions/text-methods.ts";
import { MAX_DEPTH, MAX_LIST, MAX_SOURCE, MAX_TEXT } from "../../src/expressions/limits.ts";
import { MAX_ANSWER_BYTES } from "../../src/request-page/answer-by-form.ts";
import { MAX_COMMENT } from "../../src/contract/decision.ts";
import { Event } from "../../src/contract/event.ts";
import { RequestApprovalBody } from "../../src/contract/request-approval.ts";
import { MAX_INPUT_BYTES } from "../../src/runs/start-run.ts";
import { DEFAULT_RETRY } from "../../src/runs/step-rules.ts";
import { WaitOptions } from "../../src/authoring/call-options.ts";
import { WAIT_KEYS } from "../../src/ensembles/compile-wait.ts";
import { ERRORS } from "../../src/kernel/errors.ts";
import { operations } from "../../src/operations/operations.ts";
import { createApp } from "../../src/app.ts";
import { createClient } from "../../src/client/create-client.ts";
import { completions } from "../../src/cli/completion/completions.ts";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { createProgram } from "../../src/cli/program.ts";
import { EnsembleTest } from "../../src/testkit/ensemble-test.ts";
import { codesIn, pageText, ROOT, tableOf } from "./pages.ts";
import { dependencyRules, membersOfUnion, readText, source, stepErrorCodes } from "./read-source.ts";

const SOURCES = globSync("src/**/*.{ts,tsx}", { cwd: ROOT }).map((path) => source(path));

test("docs/language.md has every diagnostic, with its sentence", () => {
  const shown = tableOf("docs/language.md", "table: diagnostics").map(([code, meaning]) => [codesIn(code)[0], meaning]);
  expect(shown).toEqual(Object.entries(DIAGNOSTIC_CODES));
});

test("docs/language.md has every fault of expressions, and every error of evaluating them", () => {
  expect(firstCodes("docs/language.md", "table: expression-faults")).toEqual(
    membersOfUnion("src/expressions/expression-fault.ts", "ExpressionFaultCode"),
  );
  expect(firstCodes("docs/language.md", "table: evaluation-errors")).toEqual(
    membersOfUnion("src/expressions/evaluation-error.ts", "EvaluationErrorCode"),
  );
});

test("docs/language.md has every function and method", () => {
  const functions = tableOf("docs/language.md", "table: functions").flatMap(([names]) => codesIn(names));
  expect(functions.map((name) => name.replace(/\(.*$/, "")).toSorted()).toEqual(FUNCTION_NAMES.toSorted());
  const methods = Object.fromEntries(
    tableOf("docs/language.md", "table: methods").map(([of = "", names]) => [of, codesIn(names)]),
  );
  expect(methods["texts"]).toEqual([...TEXT_METHODS.keys()].toSorted());
  expect(methods["lists"]).toEqual([...LIST_METHODS.keys()].toSorted());
  expect([...new Set(Object.values(methods).flat())].toSorted()).toEqual(METHOD_NAMES.toSorted());
});

test("docs/language.md has the limits as they are", () => {
  const limits = pageText("docs/language.md").split("\n## Limits\n")[1] ?? "";
  for (const number of [MAX_SOURCE, MAX_DEPTH, MAX_TEXT, MAX_LIST, MAX_COMMENT])
    expect(limits).toContain(number.toLocaleString("en-US"));
  expect(limits).toContain(`| a run's input | ${MAX_INPUT_BYTES / 1_024} KiB |`);
  expect(limits).toContain(`| an answer | ${MAX_ANSWER_BYTES / 1_024} KiB;`);
});

test("docs/language.md has the defaults of retries", () => {
  const { attempts, delay, backoff } = DEFAULT_RETRY;
  const rows = pageText("docs/language.md");
  expect(rows).toContain(`| \`retry.attempts\` | ${attempts} |`);
  expect(rows).toContain(`| \`retry.delay\` | ${delay / 1_000} second |`);
  expect(rows).toContain(`| \`retry.backoff\` | \`${backoff}\` |`);
});

test("README.md lists every shipped ensemble", () => {
  const files = globSync("ensembles/*.{yaml,ts}", { cwd: ROOT }).map((path) => path.replace(/^.*\/|\.\w+$/g, ""));
  const shown = [...pageText("README.md").matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? "");
  expect(shown.toSorted()).toEqual(files.toSorted());
});

test("docs/language.md has every key of a hitl agent's config", () => {
  const text = pageText("docs/language.md");
  for (const key of HITL_CONFIG_KEYS) expect(text).toContain(`| \`${key}\` |`);
});

test.each(Object.keys(operationOptions) as (keyof typeof operationOptions)[])(
  "docs/operations.md has every option of %s, and how long an attempt may take",
  (name) => {
    const { shape } = operationOptions[name];
    const rows = tableOf("docs/operations.md", `options: ${name}`);
    expect(rows.map(([option]) => codesIn(option)[0])).toEqual(Object.keys(shape));
    for (const [option = "", schema] of Object.entries(shape)) {
      const [, meaning = ""] = rows.find((row) => codesIn(row[0])[0] === option) ?? [];
      expect(meaning.includes("Needed."), option).toBe(!schema.safeParse(undefined).success);
    }
    const line = pageText("docs/operations.md")
      .split("\n")
      .find((row) => row.startsWith(`| \`${name}\` |`) && row.endsWith(" s |"));
    expect(line).toContain(`| ${operations[name].defaultTimeoutMs / 1_000} s |`);
  },
);

test("docs/operations.md has every option of a wait", () => {
  expect(firstCodes("docs/operations.md", "table: wait")).toEqual([...WAIT_KEYS]);
});

test("docs/code.md has every member of the context, every option of asking, and the codes of its own", () => {
  const context = source("src/authoring/ensemble-context.ts").split("export interface EnsembleContext {")[1] ?? "";
  const members = [...context.matchAll(/^ {2}(?:readonly )?(\w+)[(<:]/gm)].map((match) => match[1] ?? "");
  const shown = firstCodes("docs/code.md", "table: context").map((member) => member.replace(/\(.*$/, ""));
  expect(shown.toSorted()).toEqual([...new Set(members)].toSorted());
  expect(firstCodes("docs/code.md", "table: wait-options").toSorted()).toEqual(
    Object.keys(WaitOptions.shape).toSorted(),
  );
  const written = globSync("src/runs/code/*.ts", { cwd: ROOT }).flatMap((path) =>
    [...source(path).matchAll(/"(TIMEOUT|[a-z]+(?:-[a-z]+)+)"/g)].map((match) => match[1] ?? ""),
  );
  const codes = [...written.filter((code) => code !== "output-json"), "step-failed"];
  expect(firstCodes("docs/code.md", "table: code-errors").toSorted()).toEqual([...new Set(codes)].toSorted());
});

test("docs/operations.md has every code with which a step fails", () => {
  expect(firstCodes("docs/operations.md", "table: step-errors")).toEqual(stepErrorCodes());
});

test("docs/http.md has every error of the catalogue", () => {
  const rows = tableOf("docs/http.md", "table: errors");
  expect(rows.map(([status, code, title, fix]) => [codesIn(code)[0], { status: Number(status), title, fix }])).toEqual(
    Object.entries(ERRORS),
  );
});

test("docs/http.md has every route of the OpenAPI document", () => {
  const { paths } = createApp("/callback").getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
  const routes = Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const shown = pageText("docs/http.md").match(/(?<=^### `|^\*\*Health\.\*\* `)[A-Z]+ [^`]+(?=`)/gm) ?? [];
  expect(shown.toSorted()).toEqual(routes.toSorted());
});

test("docs/http.md has every member of a request without an ensemble, with what is taken where it is left out", () => {
  const rows = tableOf("docs/http.md", "table: request");
  const members = rows.flatMap(([names]) => codesIn(names));
  expect(members.toSorted()).toEqual(Object.keys(RequestApprovalBody.shape).toSorted());
  const defaults = Object.entries(RequestApprovalBody.parse({ prompt: "Ask?" })).filter(([name]) => name !== "prompt");
  for (const [name, value] of defaults) {
    const row = rows.find(([names]) => codesIn(names).includes(name));
    expect(row?.[2]?.replaceAll("`", ""), name).toBe(String(value));
  }
});

test("docs/workflows.md has every method of the binding", () => {
  const shown = firstCodes("docs/workflows.md", "table: binding-methods").map((method) => method.replace(/\(.*$/, ""));
  const { 1: body = "" } =
    /interface ApprovalsBinding {([^}]*)}/.exec(source("src/contract/approvals-binding.ts")) ?? [];
  expect(shown).toEqual([...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name));
});

test("docs/mcp.md has every tool, with its scope", () => {
  const rows = tableOf("docs/mcp.md", "table: mcp-tools").map(([tool, scope]) => [codesIn(tool)[0], codesIn(scope)[0]]);
  const made = [
    ["run-tools", "runs"],
    ["approval-tools", "approvals"],
    ["ask-person", "approvals"],
  ].flatMap(([file, scope]) =>
    [...source(`src/mcp/${file}.ts`).matchAll(/registerTool\(\s*"(\w+)"/g)].map(([, name]) => [name, scope]),
  );
  expect(rows).toEqual(made);
});

test("docs/http.md has every type of the trail", () => {
  const shown = tableOf("docs/http.md", "table: audit-types").flatMap(([types]) => codesIn(types));
  const written = SOURCES.flatMap(
    (text) => text.match(/(?<=")(?:run|approval|absence|link|delivery|key|webhook)\.[a-z]+(?=")/g) ?? [],
  );
  expect(written.filter((type) => !shown.includes(type))).toEqual([]);
});

test("docs/events.md has every type of event, with what it tells", () => {
  const rows = tableOf("docs/events.md", "table: event-types");
  const shown = rows.map(([type, , data]) => [codesIn(type)[0], codesIn(data?.replace(/:.*$/, ""))]);
  const there = Event.options.map(({ shape: { type, data } }) => [
    type.value,
    Object.keys(data.shape).filter((name) => name !== "by"),
  ]);
  expect(shown).toEqual(there);
});

test("docs/http.md has every setting that is read", () => {
  const shown = firstCodes("docs/http.md", "table: settings");
  const files = globSync("src/{config,settings/*}.ts", { cwd: ROOT }).map((path) => source(path));
  const read = files.flatMap((text) => [...text.matchAll(/\bread(?:Variable|Url|List|Json)\(env, "([A-Z_]+)"/g)]);
  expect(shown.toSorted()).toEqual([...new Set(read.map((match) => match[1] ?? ""))].toSorted());
});

test("docs/http.md has every binding of wrangler.toml", () => {
  const bound = readText("wrangler.toml").matchAll(/^(?:name|binding) = "([A-Z_]+)"$/gm);
  const shown = firstCodes("docs/http.md", "table: bindings");
  for (const [, name = ""] of bound) expect(shown).toContain(name);
});

test("docs/testing.md has every member of the test kit", () => {
  const shown = tableOf("docs/testing.md", "table: testkit").flatMap(([members]) => codesIn(members));
  const members = Object.getOwnPropertyNames(EnsembleTest.prototype).filter((name) => name !== "constructor");
  expect(shown.map((member) => member.replace(/\(.*$/, "")).toSorted()).toEqual(members.toSorted());
});

test("docs/client.md has every method of the client", () => {
  const parts = Object.entries(createClient({ url: "https://approve.example.com" }));
  const methods = parts.flatMap(([part, object]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(object)).flatMap((name) =>
      name === "constructor" ? [] : `${part}.${name}`,
    ),
  );
  const shown = tableOf("docs/client.md", "table: client").flatMap(([calls]) => codesIn(calls));
  expect(shown.map((call) => call.replace(/\(.*$/, "")).toSorted()).toEqual(methods.toSorted());
});

test("docs/command-line.md has every command, and every exit status", () => {
  const all = completions(createProgram(() => undefined)).map(({ path }) => path);
  const last = all.filter((path) => path !== "" && !all.some((other) => other.startsWith(`${path} `)));
  const shown = firstCodes("docs/command-line.md", "table: commands").map((code) => code.replace("countersign ", ""));
  expect(shown.toSorted()).toEqual(last.toSorted());
  const statuses = tableOf("docs/command-line.md", "table: exit-status").map(([status]) => Number(status));
  expect(statuses).toEqual(Object.values(EXIT));
});

test("CONTRIBUTING.md has the rules of dependencies as they are checked", () => {
  const rows = tableOf("CONTRIBUTING.md", "table: dependencies").map(([folder, allowed, config]) => [
    codesIn(folder)[0],
    codesIn(allowed),
    config === "yes",
  ]);
  expect(rows).toEqual(dependencyRules());
});

function firstCodes(page: string, table: string): string[] {
  return tableOf(page, table).map(([code]) => codesIn(code)[0] ?? "");
}

/** The published JSON Schema: as fresh as the code, it accepts what compiles and refuses what an editor can tell. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import { expect, test } from "vitest";
import { ensembleSchema } from "../../scripts/schema/ensemble-schema.ts";
import { operationOptions } from "../../src/contract/operation-options.ts";
import { Diagnostics } from "../../src/ensembles/diagnostics.ts";
import { jsonOf } from "../../src/ensembles/document-node.ts";
import { readDocument } from "../../src/ensembles/read-document.ts";
import type { Json } from "../../src/kernel/json.ts";
import { ROOT } from "./run-cli.ts";

const published = readFileSync(join(ROOT, "schema/ensemble.schema.json"), "utf8");
const validator = new Validator(JSON.parse(published) as Schema, "7");

/** The document as an editor would see it, had its YAML reader our patience with unquoted expressions. */
function read(text: string): Json {
  const node = readDocument(new Diagnostics("document.yaml", text));
  if (node === null) throw new Error(`This is no document:\n${text}`);
  return jsonOf(node);
}

function documentsIn(folder: string): [string, string][] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [`${folder}/${name}`, readFileSync(join(ROOT, folder, name), "utf8")]);
}

test("it is up to date: `npm run schema` writes it anew", () => {
  expect(published).toBe(`${JSON.stringify(ensembleSchema(), null, 2)}\n`);
});

test.each([
  ...documentsIn("ensembles"),
  ...documentsIn("test/ensembles/accepted"),
  ...documentsIn("test/cli/project"),
  ...documentsIn("test/testkit/fixtures"),
])("%s fits", (_name, text) => {
  const { valid, errors } = validator.validate(read(text));
  expect(valid ? [] : errors).toEqual([]);
});

test.each(documentsIn("ensembles"))("%s names the schema, for editors", (_name, text) => {
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schema\/ensemble\.schema\.json\n/);
});

const ASK = "{ name: ask, agent: hitl }";

test.each([
  ["no agents", "ensemble: a"],
  ["an empty list of agents", "agents: []"],
  ["an unknown key", `agents: [${ASK}]\nagnts: 1`],
  ["a name with a space", `ensemble: a b\nagents: [${ASK}]`],
  ["an input field of no type there is", `input: { a: text }\nagents: [${ASK}]`],
  ["an input field with an unknown key", `input: { a: { typ: string } }\nagents: [${ASK}]`],
  ["an input field that expressions cannot read", `input: { 1a: string }\nagents: [${ASK}]`],
  ["an agent without a name", "agents: [{ agent: hitl }]"],
  ["an agent that does nothing", "agents: [{ name: a }]"],
  ["an agent with an unknown key", "agents: [{ name: a, agent: hitl, when: true }]"],
  ["an unknown operation", "agents: [{ name: a, operation: htp }]"],
  ["another agent than hitl", "agents: [{ name: a, agent: human }]"],
  ["two things at once", "agents: [{ name: a, agent: hitl, operation: code, config: { script: scripts/a } }]"],
  ["a condition that is always true", 'agents: [{ name: a, agent: hitl, condition: "approve.output.approved" }]'],
  ["http without a url", "agents: [{ name: a, operation: http }]"],
  ["an unknown option", "agents: [{ name: a, operation: http, config: { url: https://x.example.com, methd: PUT } }]"],
  ["an option of the wrong kind", "agents: [{ name: a, operation: think, config: { prompt: hi, temperature: warm } }]"],
  ["an unknown method", "agents: [{ name: a, operation: http, config: { url: https://x.example.com, method: SEND } }]"],
  ["a script that is an expression", 'agents: [{ name: a, operation: code, config: { script: "${input.s}" } }]'],
  ["a script elsewhere", "agents: [{ name: a, operation: code, config: { script: lib/a } }]"],
  [
    "SQL that is an expression",
    'agents: [{ name: a, operation: data, config: { backend: d1, binding: DB, operation: query, sql: "${input.s}" } }]',
  ],
  [
    "kv asked to query",
    "agents: [{ name: a, operation: data, config: { backend: kv, binding: B, operation: query } }]",
  ],
  [
    "put without a value",
    "agents: [{ name: a, operation: data, config: { backend: kv, binding: B, operation: put, key: k } }]",
  ],
  ["slack without an address", "agents: [{ name: a, operation: notify, config: { channel: slack, message: hi } }]"],
  [
    "retry without attempts",
    "agents: [{ name: a, operation: code, retry: { delay: 1s }, config: { script: scripts/a } }]",
  ],
  ["a duration in no words", "agents: [{ name: a, operation: code, timeout: soon, config: { script: scripts/a } }]"],
  [
    "concurrency without foreach",
    "agents: [{ name: a, operation: code, concurrency: 2, config: { script: scripts/a } }]",
  ],
  ["an unknown hitl input", "agents: [{ name: a, agent: hitl, inputs: { approver: [x] } }]"],
  ["no approvers in the list", "agents: [{ name: a, agent: hitl, inputs: { approvers: [] } }]"],
  ["a fraction of an approval", "agents: [{ name: a, agent: hitl, inputs: { minApprovals: 1.5 } }]"],
  ["half a second to answer", "agents: [{ name: a, agent: hitl, inputs: { timeout: 0.5 } }]"],
  ["two years to answer", "agents: [{ name: a, agent: hitl, config: { timeout: 63072000000 } }]"],
  ["an unknown channel", "agents: [{ name: a, agent: hitl, config: { notificationChannel: fax } }]"],
  ["a way back without a bound", "agents: [{ name: a, agent: hitl, config: { onRejected: { goto: b } } }]"],
  ["a hitl agent with retry", "agents: [{ name: a, agent: hitl, retry: { attempts: 2 } }]"],
  ["a hitl agent with a timeout of its own", "agents: [{ name: a, agent: hitl, timeout: 5s }]"],
  ["an answer to nothing", "agents: [{ name: a, agent: hitl, config: { action: approve }, inputs: { reason: x } }]"],
  [
    "an answer to two things",
    "agents: [{ name: a, agent: hitl, config: { action: approve }, inputs: { approvalId: x, token: y } }]",
  ],
  [
    "an answer that also asks",
    "agents: [{ name: a, agent: hitl, config: { action: approve }, inputs: { approvalId: x, prompt: y } }]",
  ],
  ["a wait for two things", "agents: [{ name: a, operation: wait, config: { for: 2 days, event: paid } }]"],
  ["a wait with retry", "agents: [{ name: a, operation: wait, retry: { attempts: 2 } }]"],
  ["an event of no type there can be", "agents: [{ name: a, operation: wait, config: { event: no spaces } }]"],
  ["a group in a group", `agents: [{ name: a, parallel: [{ name: b, parallel: [${ASK}] }] }]`],
  ["a group with options of work", `agents: [{ name: a, parallel: [${ASK}], retry: { attempts: 2 } }]`],
])("%s does not fit", (_what, text) => {
  expect(validator.validate(read(text)).valid).toBe(false);
});

test("every option of every operation may be an expression, but for those that are code", () => {
  const written: Readonly<Record<string, string>> = {
    "code.script": "scripts/a",
    "data.sql": "SELECT 1",
    "data.operation": "query",
    "data.backend": "d1",
  };
  for (const [operation, { shape }] of Object.entries(operationOptions)) {
    const config = Object.fromEntries(
      Object.keys(shape).map((option) => [option, written[`${operation}.${option}`] ?? "${input.x}"]),
    );
    const { valid, errors } = validator.validate({ agents: [{ name: "a", operation, config }] });
    expect([operation, valid ? [] : errors]).toEqual([operation, []]);
  }
});

test("every key that can be written is described", () => {
  const bare: string[] = [];
  walk(ensembleSchema(), "", bare);
  expect(bare).toEqual([]);
});

/** Collects the properties that have no description, neither here nor where they refer to. */
function walk(schema: unknown, path: string, bare: string[]): void {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (["if", "then", "else", "not", "allOf", "examples"].includes(key)) continue;
    if (key === "properties")
      for (const [name, property] of Object.entries(value as object)) check(property, `${path}/${name}`, bare);
    walk(value, `${path}/${key}`, bare);
  }
}

function check(property: unknown, path: string, bare: string[]): void {
  if (typeof property !== "object" || property === null || "description" in property || "$ref" in property) return;
  if (!path.endsWith("/type")) bare.push(path);
}

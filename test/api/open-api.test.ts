/** The OpenAPI document, and the page that is made of it. */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { exampleOf } from "../../src/api/docs/example-of.ts";
import { readOperations } from "../../src/api/docs/read-operations.ts";
import { typeParts } from "../../src/api/docs/schema-type.ts";
import { RequestApprovalBody } from "../../src/contract/request-approval.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { openApiDocument, openDocs } from "../support/open-api.ts";

/** They take nothing of the caller that could be wrong. */
const CANNOT_BE_WRONG = ["#/paths/~1healthz/get/responses", "#/paths/~1.well-known~1jwks.json/get/responses"];

test("a public linter finds nothing by its recommended rules", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(await openApiDocument()), config });
  const found = problems.map(({ ruleId, message, location }) => ({ ruleId, message, at: location[0]?.pointer ?? "" }));
  expect(
    found.filter(({ ruleId, at }) => ruleId !== "operation-4xx-response" || !CANNOT_BE_WRONG.includes(at)),
  ).toEqual([]);
});

test("every operation stands under one heading, and has a name of its own", async () => {
  const document = await openApiDocument();
  const operations = readOperations(document);
  const tags = (document["tags"] as { name: string }[]).map(({ name }) => name);
  expect(new Set(operations.map(({ tag }) => tag))).toEqual(new Set(tags));
  expect(tags).toEqual(expect.arrayContaining(["Ensembles", "Runs", "Approvals", "Audit", "Links", "Chats", "Health"]));
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

test("the page has every operation, and every reference on it leads somewhere", async () => {
  const [document, { html }] = [await openApiDocument(), await openDocs()];
  for (const { id, method, path } of readOperations(document)) {
    expect(html).toContain(`id="${id}"`);
    expect(html).toContain(`${method} ${path}`);
  }
  const targets = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const references = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((id) => !targets.has(id))).toEqual([]);
});

test("the page is ours alone: no inline script, nothing of other origins, under the policy of all pages", async () => {
  const { html, headers } = await openDocs();
  const policy = headers.get("content-security-policy");
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'/);
  expect(policy).not.toContain("unsafe");
  expect(html.match(/<script(?![^>]* src="\/)/g)).toBeNull();
  expect(html).not.toMatch(/(?:src|href)="https?:/);
  expect(html).not.toMatch(/ on\w+=/);
});

test("an example has what must be there, and is taken", async () => {
  const { components } = await openApiDocument();
  const shapes = (components as JsonObject)["schemas"] as JsonObject;
  const example = exampleOf({ $ref: "#/components/schemas/RequestApprovalBody" }, shapes);
  expect(Object.keys(example as JsonObject)).toEqual(["prompt"]);
  expect(RequestApprovalBody.safeParse(example).success).toBe(true);
});

test("a shape that holds itself has an example that ends", () => {
  const shapes: JsonObject = {
    A: { type: "object", properties: { a: { $ref: "#/components/schemas/A" } }, required: ["a"] },
  };
  expect(JSON.stringify(exampleOf({ $ref: "#/components/schemas/A" }, shapes)).length).toBeLessThan(100);
});

test.each([
  [{ $ref: "#/components/schemas/Run" }, [{ ref: "Run" }]],
  [{ type: "array", items: { $ref: "#/components/schemas/Run" } }, ["list of ", { ref: "Run" }]],
  [{ type: ["string", "null"] }, ["string | null"]],
  [{ type: "string", format: "date-time" }, ["string (date-time)"]],
  [{ type: "string", enum: ["a", "b"] }, ['"a" | "b"']],
  [{ anyOf: [{ type: "number" }, { type: "string" }] }, ["number", " | ", "string"]],
  [{ type: "object", additionalProperties: { type: "integer" } }, ["object of ", "integer"]],
  [{}, ["anything"]],
  [true, ["anything"]],
] as const)("%j is written %j", (schema, written) => {
  expect(typeParts(structuredClone(schema) as JsonObject)).toEqual(written);
});

/** A client generated from the OpenAPI document by a public generator, type-checked, starts a run and decides it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { ROOT } from "../support/worker-config.ts";

/** Inside the checkout, so that its packages are found. */
const CACHE = join(ROOT, "node_modules/.cache");
mkdirSync(CACHE, { recursive: true });
const folder = mkdtempSync(join(CACHE, "generated-client-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STORY = `
import createClient from "openapi-fetch";
import type { paths } from "./api.ts";

export async function startAndDecide(baseUrl: string, key: string, input: Record<string, unknown>) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${key}\` } });
  const started = await client.POST("/api/ensembles/{name}/runs", {
    params: { path: { name: "publish" }, header: { prefer: "wait=20" } },
    body: { input },
  });
  const id: string = started.data?.approvals[0] ?? "";
  const shown = await client.GET("/api/approvals/{id}", { params: { path: { id } } });
  const open: "pending" | "approved" | "rejected" | "timeout" | "cancelled" | undefined = shown.data?.status;
  const decided = await client.POST("/api/approvals/{id}/decision", { params: { path: { id } }, body: { approved: true } });
  const late = await client.POST("/api/approvals/{id}/decision", { params: { path: { id } }, body: { approved: false } });
  const run = await client.GET("/api/runs/{id}", {
    params: { path: { id: started.data?.id ?? "" }, header: { prefer: "wait=20" } },
  });
  return { open, decided: decided.data?.status, late: late.error?.code, run: run.data?.status };
}
`;

interface Story {
  startAndDecide(url: string, key: string, input: Record<string, unknown>): Promise<unknown>;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What the compiler finds; what it makes of it stands beside it. */
function compile(path: string): string[] {
  const program = ts.createProgram([path], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    skipLibCheck: true,
    rewriteRelativeImportExtensions: true,
  });
  const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("a generated client type-checks, starts a run and decides it", async () => {
  const { url } = shared();
  write("package.json", '{ "type": "module" }');
  write("api.ts", astToString(await openapiTS(new URL(`${url}/api/openapi.json`))));
  const story = write("story.ts", STORY);
  expect(compile(story)).toEqual([]);
  const { startAndDecide } = (await import(pathToFileURL(story.replace(/ts$/, "js")).href)) as Story;
  expect(await startAndDecide(url, KEYS.main, { key: uniqueKey("generated") })).toEqual({
    open: "pending",
    decided: "approved",
    late: "approval-over",
    run: "completed",
  });
});

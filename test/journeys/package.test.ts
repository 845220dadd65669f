/** What is published works where there is nothing but it and the packages it names. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../docs/pages.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

interface Published {
  readonly bin: { readonly countersign: string };
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const project = mkdtempSync(join(tmpdir(), "countersign-package-"));
const installed = join(project, "node_modules/countersign");
let published: Published;

/** Built, packed, and installed by npm into a project that has nothing. */
beforeAll(() => {
  const built = mkdtempSync(join(tmpdir(), "countersign-dist-"));
  execFileSync(process.execPath, [join(ROOT, "scripts/build-package.ts"), "--out", built]);
  const [packed] = JSON.parse(npm("pack", built, "--json")) as [{ filename: string }];
  rmSync(built, { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  npm("install", `./${packed.filename}`, "--prefer-offline", "--no-audit", "--no-fund");
  published = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Published;
}, 180_000);

afterAll(() => rmSync(project, { recursive: true }));

function npm(...words: string[]): string {
  return execFileSync("npm", words, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** Of this checkout: what a project with a page of its own has besides. */
function link(name: string): void {
  const place = join(project, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), place);
}

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

test("it has all that the project exports, in JavaScript with types, and only packages that it uses", () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Published;
  expect(Object.keys(published.exports)).toEqual(Object.keys(exports));
  expect(published.exports["./client"]).toEqual({
    types: "./src/client/create-client.d.ts",
    default: "./src/client/create-client.js",
  });
  expect(Object.keys(published.dependencies)).toContain("eventsource-parser");
  for (const unused of ["ai", "hono", "marked"]) expect(published.dependencies).not.toHaveProperty(unused);
});

test("the client and the test kit are imported by Node", () => {
  writeFileSync(
    join(project, "use.mjs"),
    `import { createClient, CountersignApiError, verifyWebhook, withApproval } from "countersign/client";
     import { startTest } from "countersign/testkit";
     import schema from "countersign/schema" with { type: "json" };
     const refused = await createClient({ url: "https://approve.example.com", fetch: async () => new Response("no", { status: 404 }) })
       .runs.get("run_1").catch((error) => error);
     console.log(refused instanceof CountersignApiError, refused.status, typeof verifyWebhook, typeof withApproval, typeof startTest, typeof schema);`,
  );
  expect(run("use.mjs")).toEqual({ status: 0, out: "true 404 function function function object\n", err: "" });
});

test("the command line runs, with all it needs", () => {
  cpSync(join(ROOT, "test/cli/project"), join(project, "ensembles"), { recursive: true });
  const bin = join(project, "node_modules/.bin/countersign");
  expect(run(bin, "--version").out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(run(bin, "check")).toEqual({ status: 0, out: "no mistakes in 2 files\n", err: "" });
  const played = run(bin, "simulate", "ensembles/contract.yaml", "--input", '{"partners":["x"]}', "--timeout", "legal");
  expect(played).toMatchObject({ status: 0, err: "" });
  expect(run(bin, "completion", "bash")).toMatchObject({ status: 0, err: "" });
});

test("a program runs with it against a deployment: it starts a run, answers it, and hears how it ended", () => {
  writeFileSync(
    join(project, "publish.mjs"),
    `import { createClient } from "countersign/client";
     const [url, key, input] = process.argv.slice(2);
     const client = createClient({ url, key });
     const started = await client.runs.start("publish", { input: { key: input }, wait: 20 });
     await client.approvals.resume(started.approvals[0], { status: "approved" });
     const run = await client.runs.wait(started.id, { until: "end" });
     const types = [];
     for await (const { type } of client.runs.events(run.id)) types.push(type);
     console.log(started.status, run.status, types.at(-1));`,
  );
  const told = run("publish.mjs", shared().url, KEYS.main, uniqueKey("package"));
  expect(told).toEqual({ status: 0, out: "suspended completed run.completed\n", err: "" });
});

/** A project that is as strict as can be, and knows neither Node nor Workers. */
const STRICT = {
  module: "nodenext",
  jsx: "react-jsx",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  noEmit: true,
  target: "es2022",
  lib: ["es2022", "dom", "esnext"],
  types: [],
};

test(
  "all its types hold by themselves; a program and the example of a user interface type-check against them",
  { timeout: 120_000 },
  () => {
    for (const name of ["react", "react-dom", "@types/react", "@types/react-dom"]) link(name);
    cpSync(join(ROOT, "examples/custom-ui/page.tsx"), join(project, "page.tsx"));
    writeFileSync(
      join(project, "program.ts"),
      `import { createClient, type Run } from "countersign/client";
     const client = createClient({ url: "https://approve.example.com", key: "k" });
     export const run: Promise<Run> = client.runs.start("publish", { input: { topic: "tides" }, wait: 10 });
     // @ts-expect-error: no such status
     export const runs = client.runs.list({ status: "open" });
     // @ts-expect-error: an answer says yes or no
     export const decided = client.approvals.decide("hitl_1", { feedback: "fine" });
     // @ts-expect-error: an address is needed
     export const other = createClient({ key: "k" });
     export async function first(): Promise<string | undefined> {
       const { items } = await client.approvals.list({ status: "pending" });
       // @ts-expect-error: there is no such member
       items[0]?.answers;
       return items[0]?.prompt;
     }`,
    );
    writeFileSync(
      join(project, "hooks.ts"),
      `import { createClient } from "countersign/client";
     import { useApproval, useApprovals } from "countersign/react";
     const client = createClient({ url: "https://shop.example.com/countersign" });
     export function useList(link: string) {
       // @ts-expect-error: a client is needed
       useApprovals({ approver: "ana@example.com" });
       // @ts-expect-error: there is no such status
       useApprovals({ client, status: "open" });
       const { state, answer } = useApproval(link, client);
       // @ts-expect-error: an answer says yes or no
       void answer({ feedback: "fine" });
       // @ts-expect-error: what is asked is known only while it is open
       return state.request.prompt;
     }`,
    );
    const entries = ["ensemble", "testkit", "workflow"];
    writeFileSync(
      join(project, "entries.ts"),
      entries.map((name) => `export * from "countersign/${name}";`).join("\n"),
    );
    const files = ["entries.ts", "program.ts", "hooks.ts", "page.tsx"];
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: STRICT, files }));
    expect(run(join(ROOT, "node_modules/typescript/bin/tsc"), "-p", ".")).toEqual({ status: 0, out: "", err: "" });
  },
);

/** The build as `npm run build` runs it: a module for the Worker, or every mistake and exit code 1. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const hello = "agents:\n  - name: greet\n    operation: code\n    config: { script: scripts/greet }\n";
const greet = "export default function greet(): string {\n  return 'hello';\n}\n";

function project(files: Readonly<Record<string, string>>) {
  const dir = mkdtempSync(join(tmpdir(), "countersign-build-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return { dir, out: join(dir, "out/generated.ts") };
}

function build({ dir, out }: { dir: string; out: string }) {
  const ran = spawnSync(process.execPath, [join(root, "scripts/build-ensembles.ts"), "--dir", dir, "--out", out], {
    encoding: "utf8",
    cwd: dir,
  });
  return { code: ran.status, said: ran.stderr };
}

test("plans, scripts and the version of the scripts are written as one module", async () => {
  const here = project({
    "hello.yaml": hello,
    "two.yml": hello,
    "scripts/greet.ts": greet,
    "scripts/greet.test.ts": "",
    "notes.md": "",
  });
  expect(build(here)).toEqual({ code: 0, said: "" });
  const built = (await import(/* @vite-ignore */ here.out)) as {
    plans: object;
    scripts: Record<string, () => string>;
    codeVersion: string;
  };
  expect(Object.keys(built.plans)).toEqual(["hello", "two"]);
  expect(Object.keys(built.scripts)).toEqual(["scripts/greet"]);
  expect(built.scripts["scripts/greet"]?.()).toBe("hello");
  expect(built.codeVersion).toMatch(/^[0-9a-f]{12}$/);
});

test("the module is written only when it changes, and the version of the code only with a script", () => {
  const here = project({ "hello.yaml": hello, "scripts/greet.ts": greet });
  build(here);
  utimesSync(here.out, 1, 1);
  build(here);
  expect(statSync(here.out).mtimeMs).toBe(1_000);
  const versionOf = () => /codeVersion = "(\w+)"/.exec(readFileSync(here.out, "utf8"))?.[1];
  const first = versionOf();
  writeFileSync(join(here.dir, "hello.yaml"), `description: More\n${hello}`);
  build(here);
  expect(statSync(here.out).mtimeMs).toBeGreaterThan(1_000);
  expect(versionOf()).toBe(first);
  writeFileSync(join(here.dir, "scripts/greet.ts"), `// changed\n${greet}`);
  build(here);
  expect(versionOf()).not.toBe(first);
});

test("the mistakes of all files are printed, and nothing is written", () => {
  const here = project({
    "a.yaml": "agents: [{ name: x, operation: htp }]",
    "b.yaml": "ensemble: same\nagents: [{ name: x, agent: hitl }]",
    "c.yaml": "ensemble: same\nagents: [{ name: x, agent: hitl }]",
    "scripts/broken.ts": "export function notDefault() {}\n",
  });
  const { code, said } = build(here);
  expect(code).toBe(1);
  expect(said).toContain('a.yaml:1:32 error operation-unknown: There is no operation "htp".');
  expect(said).toContain("help: did you mean `http`?");
  expect(said).toContain('c.yaml:1:11 error ensemble-name-twice: b.yaml already has an ensemble called "same".');
  expect(said).toContain("scripts/broken.ts:1:1 error script-without-default:");
  expect(said).toContain("3 errors in .");
  expect(() => statSync(here.out)).toThrow();
});

test("warnings are printed and do not stop the build", () => {
  const here = project({
    "a.yaml":
      "agents: [{ name: x, agent: hitl, config: { notificationChannel: slack, notificationConfig: { webhookUrl: $env.HOOK, subject: Hi } } }]",
  });
  const { code, said } = build(here);
  expect(said).toContain("warning option-unused");
  expect(code).toBe(0);
});

test("the shipped ensembles build", () => {
  const here = project({});
  expect(build({ dir: join(root, "ensembles"), out: here.out })).toEqual({ code: 0, said: "" });
});

const AUTHORING = JSON.stringify(join(root, "src/authoring/ensemble.ts"));

function inCode(name: string, more = ""): string {
  return `import { defineEnsemble } from ${AUTHORING};\n${more}export default defineEnsemble({\n  name: "${name}",\n  run: () => "ran",\n});\n`;
}

test(
  "ensembles in TypeScript are beside the documents, and their code belongs to the version",
  { timeout: 30_000 },
  async () => {
    const here = project({
      "hello.yaml": hello,
      "scripts/greet.ts": greet,
      "pay.ts": inCode("payment"),
      "pay.test.ts": "",
    });
    expect(build(here)).toEqual({ code: 0, said: "" });
    const built = (await import(/* @vite-ignore */ here.out)) as {
      plans: Record<string, { code?: string }>;
      codeEnsembles: Record<string, { run: () => string }>;
      codeVersion: string;
    };
    expect(Object.keys(built.plans)).toEqual(["hello", "payment"]);
    expect(built.plans["payment"]?.code).toBe("pay.ts");
    expect(built.codeEnsembles["payment"]?.run()).toBe("ran");
    writeFileSync(join(here.dir, "pay.ts"), inCode("payment", "// Another comment.\n"));
    build(here);
    expect(readFileSync(here.out, "utf8")).not.toContain(built.codeVersion);
  },
);

test.each([
  ["pay.ts", inCode("hello"), /ensemble-name-twice.*hello\.yaml/s],
  ["pay.ts", "export default 1;\n", /pay\.ts:1:1 error ensemble-not-defined/],
  ["pay.ts", "export const x = 1;\n", /ensemble-not-defined/],
  ["pay.ts", inCode("pay", '\nthrow new Error("not today");\n'), /pay\.ts:3:7 error ensemble-not-loaded: .*not today/],
  ["pay.ts", 'import "./missing.ts";\n', /ensemble-not-loaded: .*missing\.ts/],
])("a mistake in %s stops the build: %s", (file, text, said) => {
  const built = build(project({ "hello.yaml": hello, "scripts/greet.ts": greet, [file]: text }));
  expect(built.code).toBe(1);
  expect(built.said).toMatch(said);
});

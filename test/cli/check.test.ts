/** `countersign check`: mistakes with their places, and an exit status by which scripts can go on. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { golden, runCli } from "./run-cli.ts";

test("mistakes are printed as a compiler prints them", async () => {
  const { status, out, err } = runCli("check", "test/cli/mistakes/wrong.yaml");
  expect([status, err]).toEqual([1, ""]);
  await expect(out).toMatchFileSnapshot(golden("check-wrong.txt"));
});

test("--json gives every diagnostic to programs", () => {
  const { status, out } = runCli("check", "--json", "test/cli/mistakes");
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    files: 1,
    errors: 3,
    warnings: 0,
    diagnostics: [
      { code: "key-unknown", file: "test/cli/mistakes/wrong.yaml", line: 5, column: 15, suggestion: "approvers" },
      { code: "name-unknown", suggestion: "approve" },
      { code: "operation-unknown", suggestion: "http" },
    ],
  });
});

test("without files, all of ensembles/ is checked", () => {
  const { status, out } = runCli("check");
  expect(out).toMatch(/^no mistakes in \d+ files\n$/);
  expect(status).toBe(0);
});

test("scripts and names are those of each file's own folder", () => {
  expect(runCli("check", "test/cli/project/article.yaml", "ensembles/hello-approval.yaml")).toEqual({
    status: 0,
    out: "no mistakes in 2 files\n",
    err: "",
  });
});

test("a folder's scripts are checked with it, and two documents must not share a name", () => {
  const dir = mkdtempSync(join(tmpdir(), "countersign-"));
  try {
    cpSync(join(import.meta.dirname, "project"), dir, { recursive: true });
    writeFileSync(join(dir, "scripts/no-default.ts"), "export const a = 1;\n");
    writeFileSync(join(dir, "second.yaml"), "ensemble: contract\nagents: [{ name: ask, agent: hitl }]\n");
    const { status, out } = runCli("check", "--json", dir);
    expect(status).toBe(1);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual(["ensemble-name-twice", "script-without-default"]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test.each([
  ["a file that is not there", ["check", "ensembles/nothing.yaml"], "error: there is no file ensembles/nothing.yaml\n"],
  [
    "a folder without documents",
    ["check", "test/cli/golden"],
    "error: there is no ensemble in test/cli/golden: no file that ends in .yaml, .yml or .ts\n",
  ],
])("%s is an error in words, with exit status 2", (_what, words, said) => {
  expect(runCli(...words)).toEqual({ status: 2, out: "", err: said });
});

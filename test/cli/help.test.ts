/** Help that teaches, and a start that works with any Node that can be helped. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { golden, ROOT, runCli, runWith } from "./run-cli.ts";

const EXAMPLE = /^ {2}(countersign (?:.*\\\n)*.*)$/gm;

test.each([
  "",
  "check",
  "graph",
  "simulate",
  "ask",
  "approvals",
  "run",
  "receipts verify",
  "audit verify",
  "completion",
])("help %s", async (command) => {
  const { status, out, err } = runCli(...command.split(" ").filter((word) => word !== ""), "--help");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toContain("Exit status: 0");
  expect(out.match(EXAMPLE)).not.toBeNull();
  await expect(out).toMatchFileSnapshot(golden(`help${command === "" ? "" : `-${command.replace(" ", "-")}`}.txt`));
});

test("the examples of the help run as they stand", () => {
  const { out } = runCli("help", "simulate");
  const examples = [...out.matchAll(EXAMPLE)]
    .map(([, example = ""]) => example)
    .filter((text) => !text.includes("@payment.json"));
  expect(examples).not.toEqual([]);
  for (const example of examples) {
    const script = example.replace(/^countersign/, `"${process.execPath}" bin/countersign.js`);
    const { status, stderr } = spawnSync("sh", ["-c", script], { cwd: ROOT, encoding: "utf8" });
    expect([example, status, stderr]).toEqual([example, 0, ""]);
  }
});

test.each([
  ["an unknown command", ["chek"], "error: unknown command 'chek'\n(Did you mean check?)"],
  ["an unknown option", ["check", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)"],
  ["a missing file", ["graph"], "error: missing required argument 'file'"],
])("%s is an error in words, with exit status 2", (_what, words, said) => {
  const { status, out, err } = runCli(...words);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain(said);
});

test("npx finds it in the checkout", () => {
  const { status, stdout } = spawnSync("npx", ["countersign", "--version"], { cwd: ROOT, encoding: "utf8" });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
});

/** Where the machine's own Node is an older one, as on machines with the distribution's. */
test.runIf(existsSync("/usr/bin/node"))("an older Node hands over to the one that npm brought", () => {
  const { status, out } = runWith("/usr/bin/node", ["check", "test/cli/mistakes/wrong.yaml"]);
  expect(status).toBe(1);
  expect(out).toContain("3 errors in 1 file");
});

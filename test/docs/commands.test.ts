/** The commands of docs/testing.md work as they are written. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT, snippetsOf } from "./pages.ts";
import { shellWords } from "./shell-words.ts";

const commands = snippetsOf("docs/testing.md")
  .filter(({ language }) => language === "sh")
  .flatMap(({ text }) => text.trim().split("\n"))
  .filter((line) => line.startsWith("npx countersign "));

test("there are some", () => {
  expect(commands.length).toBeGreaterThan(3);
});

test.each(commands)("%s", { timeout: 30_000 }, async (command) => {
  const [, , ...words] = shellWords(command, {});
  const { stdout } = await promisify(execFile)(process.execPath, ["bin/countersign.js", ...words], { cwd: ROOT });
  expect(stdout).not.toBe("");
});

/** Commands that talk to a deployment, where there is none: words, and an exit status. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./run-cli.ts";

const NOBODY = "http://127.0.0.1:9";

function run(words: readonly string[], env: Readonly<Record<string, string>>, input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "bin/countersign.js"), ...words], {
    cwd: ROOT,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
    input,
  });
  return { status, out: stdout, err: stderr };
}

test.each([
  ["no address", {}, 2, "COUNTERSIGN_URL is not set"],
  ["no key", { COUNTERSIGN_URL: NOBODY }, 2, "COUNTERSIGN_KEY is not set"],
  ["an address that is none", { COUNTERSIGN_URL: "approve.example.com", COUNTERSIGN_KEY: "k" }, 2, "no http or https"],
  ["nobody there", { COUNTERSIGN_URL: NOBODY, COUNTERSIGN_KEY: "k" }, 1, `${NOBODY} does not answer`],
])("%s", (_what, env, status, said) => {
  const ran = run(["approvals", "approve", "hitl_1"], env);
  expect([ran.status, ran.out]).toEqual([status, ""]);
  expect(ran.err).toContain(said);
  expect(ran.err).not.toContain("    at ");
});

const THERE = { COUNTERSIGN_URL: NOBODY, COUNTERSIGN_KEY: "k" };

test.each([
  ["an empty question", ["ask", "-"], "the question is empty"],
  ["a limit that is none", ["approvals", "list", "--limit", "1000"], "a number from 1 to 100"],
  ["a status that is none", ["approvals", "list", "--status", "open"], "Allowed choices are pending"],
  ["input that is no JSON", ["run", "start", "x", "--input", "{"], "is no JSON"],
  ["a file that is not there", ["run", "start", "x", "--input", "@nothing.json"], "cannot be read"],
  ["keys that are none", ["receipts", "verify", "a.b.c", "--jwks", "{}"], "a set of keys is wanted"],
  [
    "an age that is none",
    ["receipts", "verify", "a.b.c", "--jwks", '{"keys":[]}', "--max-age", "old"],
    "--max-age old",
  ],
  ["a number that is none", ["ask", "Deploy?", "--min", "0"], "a number from 1"],
  ["a shell that nobody knows", ["completion", "cmd"], "Allowed choices are bash"],
])("%s is an error in words, with exit status 2", (_what, words, said) => {
  const { status, out, err } = run(words, THERE);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain(said);
});

test("a receipt that is none is not good, whoever's keys it is checked with", () => {
  const { status, out, err } = run(["receipts", "verify", "-", "--jwks", '{"keys":[]}'], {}, "a.b.c\n");
  expect([status, out]).toEqual([1, ""]);
  expect(err).toContain("not good: ");
});

const RECEIPT = `${Buffer.from('{"alg":"EdDSA","typ":"countersign-receipt+jwt","kid":"k"}').toString("base64url")}.e30.AAAA`;

test.each([
  [
    "a file's name without @",
    ["receipt.txt"],
    "not good: this is no receipt; one that is in a file is given as @FILE\n",
  ],
  ["an address that gives no keys", [RECEIPT], `not checked: no keys from ${NOBODY}: `],
])("receipts verify: %s is told apart from a receipt that is not good", (_what, words, said) => {
  const { status, out, err } = run(["receipts", "verify", ...words], THERE);
  expect([status, out]).toEqual([1, ""]);
  expect(err.slice(0, said.length)).toBe(said);
});

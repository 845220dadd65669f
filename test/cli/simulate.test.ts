/** `countersign simulate`: runs played to their end on this machine, people and time included. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { golden, ROOT, runCli } from "./run-cli.ts";

const ARTICLE = [
  "simulate",
  "test/cli/project/article.yaml",
  "--input",
  '{"topic":"cats"}',
  "--env",
  "EDITOR=ed@example.com",
];
const CONTRACT = ["simulate", "test/cli/project/contract.yaml", "--input", '{"partners":["x","y"]}'];
const TOKEN = ["--env", "CMS_TOKEN=s3cret-token"];

test.each([
  [
    "a rejection, another round, an approval",
    "rounds",
    [
      ...ARTICLE,
      ...TOKEN,
      "--reject",
      "approve=:shorter, please",
      "--approve",
      "approve=ed@example.com:good",
      "--at",
      "2026-03-01T10:00:00Z",
    ],
  ],
  ["nobody answers, and time runs out", "timeout", [...ARTICLE, ...TOKEN]],
  [
    "the answers of agents that go outside are given",
    "answers",
    [...ARTICLE, ...TOKEN, "--approve", "approve", "--answer", 'draft="A fine text"', "--answer", 'publish={"id":7}'],
  ],
  [
    "two requests side by side, one with a quorum; one is rejected",
    "side-by-side",
    [...CONTRACT, "--approve", "finance", "--approve", "finance", "--reject", "legal=ana@example.com:no way"],
  ],
  [
    "a request without a time limit that nobody answers",
    "endless",
    [...CONTRACT, "--approve", "finance", "--timeout", "finance"],
  ],
  [
    "somebody answers who was not asked, and answers that are never used",
    "refused",
    [...CONTRACT, "--approve", "legal=mallory@example.com", "--approve", "legal", "--approve", "legal"],
  ],
])("%s", async (_what, name, words) => {
  const { status, out, err } = runCli(...words);
  expect([status, err]).toEqual([0, ""]);
  expect(out).not.toContain("s3cret-token");
  await expect(out).toMatchFileSnapshot(golden(`simulate-${name}.txt`));
});

test("--json gives the run, the calls and the approvals to programs, without secrets", () => {
  const { status, out } = runCli(...ARTICLE, ...TOKEN, "--approve", "approve", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    run: { ensemble: "article", status: "completed", output: { status: "approved" } },
    calls: [
      { agent: "draft", operation: "think" },
      { agent: "count", operation: "code" },
      { agent: "publish", operation: "http", headers: { authorization: "Bearer ${env.CMS_TOKEN}" } },
    ],
    approvals: [{ agent: "approve", approvers: ["ed@example.com"] }],
    notes: [],
  });
  expect(out).not.toContain("s3cret-token");
});

test("a form is filled in, and what does not fit is refused as at the door", () => {
  const words = ["simulate", "ensembles/expense.yaml", "--input"];
  const input = '{"amount":100,"category":"travel","manager_email":"m@example.com"}';
  const refused = runCli(...words, input, "--approve", "manager", "--values", 'manager={"amount":5000}');
  expect(refused.out).toContain("note: --approve manager was refused:");
  expect(refused.out).toContain("nobody has answered in time");
  const accepted = runCli(...words, input, "--approve", "manager", "--values", 'manager={"amount":60}', "--json");
  expect(JSON.parse(accepted.out)).toMatchObject({ run: { output: { manager: "approved", paid: 60 } } });
});

test("a run that fails says where and why, with exit status 1", () => {
  const { status, out } = runCli("simulate", "test/cli/project/article.yaml", "--input", '{"topic":"cats"}');
  expect(status).toBe(1);
  expect(out).toContain("failed at once: approve: environment variable EDITOR is not set (env-missing)");
});

test("an input that does not fit names each field", () => {
  expect(runCli("simulate", "ensembles/two-of-three.yaml", "--input", '{"amount":"much"}')).toEqual({
    status: 1,
    out: "",
    err: "error: the input does not fit the ensemble\n  input.payee is required\n  input.amount must be a number\n",
  });
});

test.each([
  [["--approve", "aprove"], '--approve aprove: there is no such agent "aprove"; did you mean approve?'],
  [["--approve", "draft"], '--approve draft: there is no such agent "draft"; there are approve'],
  [["--approve", "=ana"], "--approve =ana: say which agent's request is meant, as in AGENT=who"],
  [["--timeout", "publish"], '--timeout publish: there is no such agent "publish"; there are approve'],
  [["--answer", "draft"], `--answer draft: write it as AGENT='{"some":"JSON"}'`],
  [["--answer", "draft=text"], `--answer draft: text is no JSON; a text needs quotes of its own, as in '"like this"'`],
  [["--answer", "drat=1"], '--answer drat: there is no such agent "drat"; did you mean draft?'],
  [["--values", "approve=1"], `--values approve: a JSON object is wanted, as in '{"topic":"cats"}'`],
  [["--env", "EDITOR"], "--env EDITOR: write it as NAME=value"],
  [["--input", "[1]"], `--input: a JSON object is wanted, as in '{"topic":"cats"}'`],
  [["--input", "@nothing.json"], "--input @nothing.json: the file cannot be read"],
  [["--at", "soon"], "--at soon: write a time such as 2026-01-31T09:00:00Z"],
])("%j is refused in words", async (words, said) => {
  const program = createProgram(() => undefined);
  const played = program.parseAsync(["simulate", join(ROOT, "test/cli/project/article.yaml"), ...words], {
    from: "user",
  });
  await expect(played).rejects.toEqual(new UsageError(said));
});

test("what is refused so ends with exit status 2", () => {
  expect(runCli("simulate", "test/cli/project/article.yaml", "--env", "EDITOR")).toEqual({
    status: 2,
    out: "",
    err: "error: --env EDITOR: write it as NAME=value\n",
  });
});

test("an ensemble in TypeScript is played too: time passes, and nobody sends events", () => {
  const article = ["simulate", "ensembles/article.ts", "--input", '{"topic":"tides"}', "--json"];
  const { status, out } = runCli(...article, "--reject", "review=:shorter", "--approve", "review");
  const { run, notes } = JSON.parse(out) as {
    run: { status: string; error: object; steps: object[] };
    notes: string[];
  };
  expect([status, run.status, notes]).toEqual([1, "failed", []]);
  expect(run.error).toMatchObject({ code: "timeout", agent: "embargo-lifted" });
  expect(run.steps).toMatchObject([
    { path: "draft#1" },
    { path: "review#1", status: "completed" },
    { path: "draft#2", output: { text: expect.stringContaining("shorter") } },
    { path: "review#2", status: "completed" },
    { path: "embargo-lifted", status: "failed" },
  ]);
});

/** The command line against a real Worker, as processes that scripts would start. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Approval } from "../../src/contract/approval.ts";
import { Run } from "../../src/contract/run.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { ROOT } from "../support/worker-config.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly err: () => string;
  readonly ended: Promise<Ran>;
}

function start(words: readonly string[], input = ""): Running {
  const env = { PATH: process.env["PATH"], COUNTERSIGN_URL: shared().url, COUNTERSIGN_KEY: KEYS.main };
  const child = spawn(process.execPath, [join(ROOT, "bin/countersign.js"), ...words], { cwd: folder, env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => (out += String(part)));
  child.stderr.on("data", (part) => (err += String(part)));
  child.stdin.end(input);
  const ended = new Promise<Ran>((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  return { child, err: () => err, ended };
}

function run(...words: string[]): Promise<Ran> {
  return start(words).ended;
}

/** The question that a running `ask` has put. */
async function askedBy(asking: Running): Promise<string> {
  return eventuallyThere(() => /^asked: (hitl_\w+)$/m.exec(asking.err())?.[1], { what: "it asks", within: 20_000 });
}

const QUIET = ["--channel", "webhook=http://127.0.0.1:9/nobody"];

test("ask: a yes is exit status 0, and what was said is printed", async () => {
  const { client } = shared();
  const prompt = `Deploy ${uniqueKey("build")}?`;
  const asking = start([
    "ask",
    prompt,
    "--approver",
    "ana@example.com",
    "--data",
    '{"build":7}',
    "--title",
    "Deploys",
    ...QUIET,
  ]);
  const id = await askedBy(asking);
  expect(await client.getApproval(id)).toMatchObject({ prompt, data: { build: 7 }, ensemble: "Deploys" });
  const shown = await run("approvals", "show", id);
  expect(shown.out).toContain(prompt);
  const refused = await run("approvals", "approve", id);
  expect(refused).toMatchObject({ status: 1, out: "", err: expect.stringContaining("(403 approver-not-allowed)") });
  const answered = await run("approvals", "approve", id, "--as", "ana@example.com", "--comment", "Fine \u001B[31mred");
  expect(answered).toEqual({ status: 0, out: "it is approved\n", err: "" });
  expect(await asking.ended).toMatchObject({ status: 0, out: "approved by ana@example.com: Fine red\n" });
});

test("ask: a no is 3; the question may be piped in; links are printed where nobody is told", async () => {
  const asking = start(["ask"], "Release?\nReally?\n");
  const id = await askedBy(asking);
  const link = await eventuallyThere(() => /pass this link on: (http\S+)/.exec(asking.err())?.[1], {
    what: "the link",
  });
  await fetch(link, {
    method: "POST",
    body: '{"approved":false,"reason":"Not today"}',
    headers: { "content-type": "application/json" },
  });
  expect(await asking.ended).toMatchObject({ status: 3, out: "rejected by anonymous: Not today\n" });
  expect((await shared().client.getApproval(id)).prompt).toBe("Release?\nReally?");
});

test("ask: silence is 4, and programs get the approval", async () => {
  const asking = start(["ask", "Anybody?", "--timeout", "1 hour", "--json", ...QUIET]);
  await shared().client.moveTime(await askedBy(asking), "1 hour");
  const { status, out } = await asking.ended;
  expect([status, Approval.parse(JSON.parse(out)).status]).toEqual([4, "timeout"]);
});

test("ask: whoever interrupts it takes the question back; under a name it stays, and is waited for again", async () => {
  const { client } = shared();
  const asking = start(["ask", "Still?", ...QUIET]);
  const id = await askedBy(asking);
  asking.child.kill("SIGINT");
  expect(await asking.ended).toMatchObject({ status: 5, out: "withdrawn: whoever asked went away\n" });
  expect((await client.getApproval(id)).status).toBe("cancelled");

  const words = ["ask", "Named?", "--name", uniqueKey("named"), ...QUIET];
  const first = start(words);
  const named = await askedBy(first);
  first.child.kill("SIGINT");
  await first.ended;
  const again = start(words);
  expect(await askedBy(again)).toBe(named);
  await run("approvals", "reject", named, "--reason", "no");
  expect((await again.ended).status).toBe(3);
  const other = await run("ask", "Something else?", ...words.slice(2));
  expect([other.status, other.out]).toEqual([2, ""]);
  expect(other.err).toContain("another question was asked by this name");
});

test("run: started, listed as waiting, approved, watched to its end", async () => {
  const key = uniqueKey("cli");
  writeFileSync(join(folder, "input.json"), JSON.stringify({ key }));
  const started = await run("run", "start", "publish", "--input", "@input.json", "--wait", "--json");
  const { id, approvals } = Run.parse(JSON.parse(started.out));
  const [approval = ""] = approvals;
  const watching = start(["run", "watch", id]);
  const listed = await eventually(
    () => run("approvals", "list", "--run", id),
    ({ out }) => out.includes(approval),
    { what: "the approval is listed" },
  );
  expect(listed.out).toMatch(/^ID +STATUS +ASKED/);
  await run("approvals", "approve", approval);
  const { status, out } = await watching.ended;
  expect(status).toBe(0);
  expect(out).toContain(`approve: suspended, waits for ${approval}`);
  expect(out).toMatch(new RegExp(`publish: completed\\n${id}: completed\\n$`));
  expect((await run("run", "get", id)).out).toContain(`${id} publish: completed`);
});

test("run: one that is cancelled is 5, one that cannot be is told why", async () => {
  const started = await run("run", "start", "publish", "--input", JSON.stringify({ key: uniqueKey("x") }), "--json");
  const { id } = Run.parse(JSON.parse(started.out));
  expect(await run("run", "cancel", id)).toMatchObject({ status: 5, err: "" });
  expect(await run("run", "start", "nothing")).toMatchObject({
    status: 1,
    err: expect.stringContaining("(404 ensemble-unknown)"),
  });
  const wrong = await run("run", "start", "strict-input");
  expect(wrong).toMatchObject({
    status: 1,
    err: expect.stringMatching(/\(422 input-invalid\)\n {2}input\.\w+ is required/),
  });
});

test("receipts: good for what was shown, and for nothing else; the trail is whole", async () => {
  const { client, url } = shared();
  const asking = start(["ask", "Pay?", "--data", '{"amount":120}', "--json", ...QUIET]);
  const id = await askedBy(asking);
  await run("approvals", "approve", id);
  expect((await asking.ended).status).toBe(0);
  const { receipt = "" } = await eventually(
    () => client.getApproval(id),
    (approval) => approval.receipt !== undefined,
    {
      what: "there is a receipt",
    },
  );
  writeFileSync(join(folder, "receipt.txt"), `${receipt}\n`);
  const good = await run("receipts", "verify", "@receipt.txt", "--data", '{"amount":120}');
  expect(good).toMatchObject({ status: 0, out: expect.stringContaining(`good: ${id} was approved`) });
  const other = await run("receipts", "verify", "@receipt.txt", "--data", '{"amount":5000}');
  expect(other).toEqual({ status: 1, out: "", err: "not good: The receipt does not cover this: dataHash.\n" });
  const foreign = await run("receipts", "verify", "@receipt.txt", "--issuer", "https://elsewhere.example.com");
  expect(foreign.status).toBe(1);
  const claims = await run("receipts", "verify", "@receipt.txt", "--json");
  expect(JSON.parse(claims.out)).toMatchObject({ iss: url, sub: id, outcome: "approved" });
  expect(await run("audit", "verify")).toMatchObject({ status: 0, out: expect.stringMatching(/^whole: \d+ entries/) });
});

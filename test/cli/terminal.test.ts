/** Texts of others on a terminal, tables, and completion: nothing of theirs acts. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { bashScript } from "../../src/cli/completion/bash-script.ts";
import { completions } from "../../src/cli/completion/completions.ts";
import { fishScript } from "../../src/cli/completion/fish-script.ts";
import { zshScript } from "../../src/cli/completion/zsh-script.ts";
import { createProgram } from "../../src/cli/program.ts";
import { renderTable } from "../../src/cli/terminal/table.ts";
import { showApproval } from "../../src/cli/terminal/show-approval.ts";
import { terminalJson, terminalLine, terminalText } from "../../src/cli/terminal/terminal-text.ts";
import type { Approval } from "../../src/contract/approval.ts";
import { pendingApproval } from "../support/pending-approval.ts";

/** Nothing that a terminal acts upon, but line breaks and tabs; nothing that turns the order of reading. */
const ACTING = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u;

const ATTACKS = [
  "\u001B[2J\u001B[31mApproved",
  "\u001B]0;title\u0007rest",
  "\u001B]8;;https://evil.example.com\u001B\\click\u001B]8;;\u001B\\",
  "\u009B31mred",
  "over\rwritten",
  "back\b\b\b\bgone",
  "\u202Egnp.exe",
  "\u0000\u007F",
  "\u001B",
  "\u001BPq#0\u001B\\",
];

test.each(ATTACKS)("%j is only read", (attack) => {
  for (const shown of [terminalText(attack), terminalLine(attack), terminalJson({ [attack]: attack })])
    expect(shown).not.toMatch(ACTING);
  expect(JSON.parse(terminalJson({ [attack]: attack }))).toEqual({ [attack]: attack });
  expect(renderTable(["A"], [[attack]], undefined)).not.toMatch(ACTING);
});

test("an approval whose every text attacks is only read", () => {
  const attack = ATTACKS.join(" ");
  const approval: Approval = {
    id: attack,
    runId: attack,
    ensemble: attack,
    agent: attack,
    status: "rejected",
    prompt: attack,
    data: { [attack]: [attack] },
    metadata: { [attack]: attack },
    form: { type: "object", properties: { [attack]: { type: "string" } } },
    approvers: [attack],
    minApprovals: 1,
    approvals: [
      {
        approver: attack,
        onBehalfOf: attack,
        approved: false,
        timestamp: attack,
        feedback: attack,
        via: attack,
        verified: false,
      },
    ],
    requestedBy: attack,
    createdAt: attack,
    expiresAt: attack,
    decidedAt: attack,
    deliveries: [],
  };
  expect(showApproval(approval)).not.toMatch(ACTING);
  expect(showApproval({ ...approval, status: "pending" })).not.toMatch(ACTING);
});

test("what a form wants is said, so that --values can be given; so is what else helps to decide", () => {
  const shown = showApproval(
    pendingApproval({
      metadata: { risk: 3 },
      form: {
        type: "object",
        properties: { from: { type: "string", format: "date" }, tone: { enum: ["plain", "formal"] } },
        required: ["from"],
      },
    }),
  );
  expect(shown).toContain("\nto fill in from (date), tone (plain | formal, optional)\n");
  expect(shown).toContain('besides:\n{\n  "risk": 3\n}');
});

test("emoji, other scripts and line breaks stay", () => {
  expect(terminalText("Ja 👩‍💻\n\tنعم")).toBe("Ja 👩‍💻\n\tنعم");
  expect(terminalLine("two\nlines")).toBe("two lines");
});

test("columns are as wide as what is in them, and a terminal's width is kept", () => {
  const rows = [
    ["a", "first"],
    ["longer", "sec\nond"],
  ];
  expect(renderTable(["ID", "TEXT"], rows, undefined)).toBe("ID      TEXT\na       first\nlonger  sec ond");
  expect(renderTable(["ID", "TEXT"], rows, 12)).toBe("ID      TEXT\na       fir…\nlonger  sec…");
});

const words = completions(createProgram(() => undefined));

function completedByBash(...line: string[]): string[] {
  const script = `${bashScript(words)}\nCOMP_WORDS=(countersign ${line.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${line.length}; _countersign; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

test.each([
  [["r"], ["receipts", "run"]],
  [
    ["run", ""],
    ["start", "get", "watch", "cancel"],
  ],
  [["run", "start", "--in"], ["--input"]],
  [["approvals", "approve", "hitl_1", "--va"], ["--values"]],
  [["nothing", "that", "is"], []],
])("bash completes %j", (line, candidates) => {
  expect(completedByBash(...line)).toEqual(candidates.length === 0 ? [] : expect.arrayContaining(candidates));
});

test("zsh's file, which its first Tab loads, answers that Tab", () => {
  expect(zshScript(words).split("\n").at(-1)).toBe('if [ "${funcstack[1]}" = "_countersign" ]; then _countersign; fi');
});

test.each([
  ["zsh", zshScript],
  ["fish", fishScript],
])("%s gets every command, with what it means", (_shell, script) => {
  for (const word of ["ask", "approvals", "watch", "verify", "idempotency-key"]) expect(script(words)).toContain(word);
  expect(script(words)).toContain("ask people, wait, and go by their answer");
});

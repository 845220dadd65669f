/** docs/coming-from.md says of each line which test shows it: that test is there, under that title. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageText, ROOT, tableOf } from "./pages.ts";

const PAGE = "docs/coming-from.md";
const SYSTEMS = ["cencori", "cycgraph", "conductor", "inferable", "cloudflare-agents"] as const;

/** What whoever comes from there will look for: the names of their pages. */
const THEIRS: Readonly<Record<(typeof SYSTEMS)[number], string>> = {
  cencori:
    "waitFor timeout metadata status rejected listPending workflows/pending resume feedback TIMEOUT email.send slack_interaction",
  cycgraph:
    "createGraph nodes edges start_node end_nodes approval_type prompt_message review_keys review_data timeout_ms waiting_timeout_at waiting _pending_approval workflow:waiting persistStateFn GraphRunner applyHumanResponse decision human_decision human_response WorkflowTimeoutError WorkflowWorker enqueue initial_state release ack nack",
  conductor:
    "hitl inputs suspend resume approvalData notificationChannel notificationConfig minApprovals metadata approved rejected approvals reason feedback timedOut callback/:token approver AgentExecutionContext now()",
  inferable: "version(1) define ctx.approved Interrupt.approval message destination email userId channelId ctx.notify",
  "cloudflare-agents":
    "AgentWorkflow step.do runWorkflow reportProgress reportComplete reportError waitForApproval approvedBy approveWorkflow rejectWorkflow getWorkflow @callable pendingApprovals onWorkflowProgress useAgent agent.stub schedule() approval_audit approveMulti currentApprovals requiredApprovals McpAgent elicitInput requestedSchema accept decline cancel",
};

test("there is a table for each system, and no other", () => {
  const marks = [...pageText(PAGE).matchAll(/^<!-- table: (.+) -->$/gm)].map((match) => match[1]);
  expect(marks).toEqual(SYSTEMS);
});

describe.each(SYSTEMS)("%s", (system) => {
  const rows = tableOf(PAGE, `table: ${system}`);

  test("every name of theirs is there", () => {
    const theirs = rows.map((row) => row[0]).join("\n");
    expect(THEIRS[system].split(" ").filter((name) => !theirs.includes(name))).toEqual([]);
  });

  test("every line has the name there, the name here, and a test that is there", () => {
    expect(rows.length).toBeGreaterThan(7);
    expect(rows.filter((row) => row.length !== 4 || row[0] === "" || row[1] === "")).toEqual([]);
    expect(rows.map((row) => row[3] ?? "").filter((cell) => !isTest(cell))).toEqual([]);
  });
});

test("every program of the reference is named, and run by the test of its system and through a crash", () => {
  const programs = globSync("test/reference/ensembles/*.ts", { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"));
  expect(programs.length).toBeGreaterThan(5);
  expect(programs.filter((path) => !pageText(PAGE).includes(`\`${path}\``))).toEqual([]);
  const crash = source("test/faults/reference-programs.test.ts");
  const stories = globSync("test/reference/*.test.ts", { cwd: ROOT }).map(source).join("");
  const names = programs.map((path) => `"${path.replace(/^.*\/|\.ts$/g, "")}"`);
  expect(names.filter((name) => !crash.includes(name) || !stories.includes(name))).toEqual([]);
});

/** `` `FILE` TITLE ``: the file calls `test` or `describe` with this title, in quotes. */
function isTest(cell: string): boolean {
  const [, file = "", title = ""] = /^`(test\/[^`]+\.test\.ts)` (.+)$/.exec(cell) ?? [];
  return title !== "" && existsSync(join(ROOT, file)) && source(file).includes(`("${title}", `);
}

function source(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** `countersign approvals`: what people are asked, and answering it. */
import { type Command, Option } from "commander";
import type { Approval, ApprovalStatus, DecisionResult } from "../client/create-client.ts";
import { connect, ENVIRONMENT } from "./connect.ts";
import { EXIT } from "./exit-codes.ts";
import { parseObject, readOption } from "./json-option.ts";
import type { Finish } from "./program.ts";
import { printJson, printTable } from "./terminal/print.ts";
import { APPROVAL_HEAD, approvalRow, showApproval } from "./terminal/show-approval.ts";
import { UsageError } from "./usage-error.ts";

const STATUSES = [
  "pending",
  "approved",
  "rejected",
  "timeout",
  "cancelled",
] as const satisfies readonly ApprovalStatus[];

const AFTER = `
Answers are given as the key's owner on behalf of --as, and are never "verified".

Examples:
  countersign approvals list --approver ana@example.com
  countersign approvals approve hitl_6b5f… --as ana@example.com --comment 'Looks good'
  countersign approvals reject hitl_6b5f… --reason 'Too dear'

${ENVIRONMENT}

Exit status: 0 done; 1 Countersign refused; 2 the command was not understood.`;

interface ListOptions {
  readonly status: ApprovalStatus | "any";
  readonly approver?: string;
  readonly ensemble?: string;
  readonly run?: string;
  readonly limit: string;
  readonly json?: true;
}

interface AnswerOptions {
  readonly as?: string;
  readonly comment?: string;
  readonly reason?: string;
  readonly values?: string;
  readonly json?: true;
}

export function addApprovalsCommand(program: Command, finish: Finish): void {
  const approvals = program
    .command("approvals")
    .summary("list, show and answer what people are asked")
    .description("What people are asked: lists, shows and answers it.")
    .addHelpText("after", AFTER);
  addList(approvals, finish);
  addShow(approvals, finish);
  addAnswer(approvals, finish, { name: "approve", approved: true });
  addAnswer(approvals, finish, { name: "reject", approved: false });
}

function addList(approvals: Command, finish: Finish): void {
  approvals
    .command("list")
    .summary("list approvals, newest first")
    .description("Lists approvals, newest first; those that are open, unless --status says otherwise.")
    .addOption(new Option("--status <status>", "which").choices([...STATUSES, "any"]).default("pending"))
    .option("--approver <who>", "who is asked")
    .option("--ensemble <name>", "of runs of this ensemble")
    .option("--run <id>", "of this run")
    .option("--limit <number>", "how many at most (1 to 100)", "20")
    .option("--json", "print JSON, for programs")
    .action(async ({ status, limit, json, approver, ensemble, run }: ListOptions) => {
      const { items } = await connect().approvals.list({
        limit: parseLimit(limit),
        ...(status === "any" ? {} : { status }),
        ...(approver === undefined ? {} : { approver }),
        ...(ensemble === undefined ? {} : { ensemble }),
        ...(run === undefined ? {} : { run }),
      });
      if (json === true) printJson(items);
      else if (items.length === 0) console.log("nothing");
      else printTable(APPROVAL_HEAD, items.map(approvalRow));
      finish(EXIT.ok);
    });
}

function addShow(approvals: Command, finish: Finish): void {
  approvals
    .command("show")
    .summary("show what is asked, and who answered")
    .description("Shows what is asked, of whom, and who answered.")
    .argument("<id>", "the approval's id")
    .option("--json", "print JSON, for programs")
    .action(async (id: string, { json }: { readonly json?: true }) => {
      const approval: Approval = await connect().approvals.get(id);
      if (json === true) printJson(approval);
      else console.log(showApproval(approval));
      finish(EXIT.ok);
    });
}

interface Answering {
  readonly name: "approve" | "reject";
  readonly approved: boolean;
}

function addAnswer(approvals: Command, finish: Finish, { name, approved }: Answering): void {
  const command = approvals
    .command(name)
    .summary(`${name} a request`)
    .description(`${approved ? "Approves" : "Rejects"} a request.`)
    .argument("<id>", "the approval's id")
    .option("--as <who>", "the approver in whose name; needed where approvers are named")
    .option("--comment <text>", "a word on it")
    .option("--json", "print what it led to as JSON, for programs");
  if (approved) command.option("--values <json>", "what is filled into the form, @FILE, or - for standard input");
  else command.option("--reason <text>", "why");
  command.action(async (id: string, options: AnswerOptions) => {
    const { as: approver, comment: feedback, reason, values } = options;
    const result = await connect().approvals.decide(id, {
      approved,
      ...(approver === undefined ? {} : { approver }),
      ...(feedback === undefined ? {} : { feedback }),
      ...(reason === undefined ? {} : { reason }),
      ...(values === undefined ? {} : { values: parseObject("--values", readOption("--values", values)) }),
    });
    if (options.json === true) printJson(result);
    else console.log(inWords(result));
    finish(EXIT.ok);
  });
}

function inWords({ status, remaining }: DecisionResult): string {
  return status === "pending" ? `recorded; ${remaining} more wanted` : `it is ${status}`;
}

function parseLimit(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 100) return Number(text);
  throw new UsageError(`--limit ${text}: a number from 1 to 100 is wanted`);
}

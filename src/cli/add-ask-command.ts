/** `countersign ask`: a question to people out of any script; the exit status is their answer. */
import type { Command } from "commander";
import type { Approval } from "../client/create-client.ts";
import { askPeople, type Question } from "./ask-people.ts";
import { connect, ENVIRONMENT } from "./connect.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { collect, parseJsonText, readOption } from "./json-option.ts";
import type { Finish } from "./program.ts";
import { printJson } from "./terminal/print.ts";
import { answerLine } from "./terminal/show-approval.ts";
import { terminalLine } from "./terminal/terminal-text.ts";
import { UsageError } from "./usage-error.ts";

const AFTER = `
Without a question on the command line, it is read from standard input. Where nobody can be told, links to pass on are
printed (to standard error). Whoever interrupts it takes the question back, unless it has a --name: the same name waits on.

Examples:
  countersign ask 'Deploy to production?' --approver ana@example.com && ./deploy.sh
  git diff --stat | countersign ask - --title Release --timeout '30 minutes'
  countersign ask 'Refund order 4711?' --data '{"amount":120}' --name refund-4711 --json

${ENVIRONMENT}

Exit status: 0 approved; 1 Countersign refused or could not be reached; 2 the command was not understood;
3 rejected; 4 nobody answered in time; 5 withdrawn.`;

interface Options {
  readonly approver?: readonly string[];
  readonly channel?: readonly string[];
  readonly min?: string;
  readonly timeout?: string;
  readonly title?: string;
  readonly data?: string;
  readonly name?: string;
  readonly json?: true;
}

export function addAskCommand(program: Command, finish: Finish): void {
  program
    .command("ask")
    .summary("ask people, wait, and go by their answer")
    .description("Asks people, waits for their answer, and prints it.")
    .argument("[question...]", "what is asked; - reads it from standard input")
    .option("--approver <who>", "who may answer; may be given several times. Default: whoever holds a link", collect)
    .option(
      "--channel <name[=where]>",
      "how they are told, such as slack=https://hooks.slack.com/…; default: by e-mail",
      collect,
    )
    .option("--min <number>", "how many approvals are wanted; default: 1")
    .option("--timeout <duration>", "how long they have, such as '2 hours'; default: a day")
    .option("--title <text>", "what it is about")
    .option("--data <json>", "what is decided on, as JSON or @FILE")
    .option("--name <key>", "asked again by the same name, it is the same question")
    .option("--json", "print the approval as JSON, for programs")
    .addHelpText("after", AFTER)
    .action(async (words: readonly string[], options: Options) => {
      const approval = await askPeople(connect(), questionOf(words, options));
      if (options.json === true) printJson(approval);
      else console.log(inWords(approval));
      finish(exitOf(approval));
    });
}

function questionOf(
  words: readonly string[],
  { approver, channel, min, timeout, title, data, name }: Options,
): Question {
  return {
    ...(name === undefined ? {} : { name }),
    body: {
      prompt: promptOf(words),
      ...(approver === undefined ? {} : { approvers: [...approver] }),
      ...(channel === undefined ? {} : { channels: channel.map(parseChannel) }),
      ...(min === undefined ? {} : { minApprovals: parseCount(min) }),
      ...(timeout === undefined ? {} : { timeout: /^\d+$/.test(timeout) ? Number(timeout) : timeout }),
      ...(title === undefined ? {} : { title }),
      ...(data === undefined ? {} : { data: parseJsonText("--data", readOption("--data", data)) }),
    },
  };
}

function promptOf(words: readonly string[]): string {
  const isPiped = words.length === 0 || (words.length === 1 && words[0] === "-");
  if (isPiped && process.stdin.isTTY)
    throw new UsageError("there is no question: write it behind `ask`, or pipe it in");
  const prompt = (isPiped ? readOption("the question", "-") : words.join(" ")).trim();
  if (prompt === "") throw new UsageError("the question is empty");
  return prompt;
}

function parseChannel(text: string) {
  const [channel = "", ...rest] = text.split("=");
  const where = rest.join("=");
  const address = where === "" ? {} : /^https?:/.test(where) ? { webhookUrl: where } : { to: where };
  // Which channels there are is the server's word: its refusal names them.
  return { channel: channel as "slack", ...address };
}

function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--min ${text}: a number from 1 is wanted`);
}

function inWords({ status, approvals, reason }: Approval): string {
  if (status === "timeout") return "nobody answered in time";
  if (status === "cancelled") return terminalLine(`withdrawn${reason === undefined ? "" : `: ${reason}`}`);
  return approvals.map(answerLine).join("\n");
}

function exitOf({ status }: Approval): ExitCode {
  switch (status) {
    case "approved":
      return EXIT.ok;
    case "rejected":
      return EXIT.rejected;
    case "timeout":
      return EXIT.timeout;
    case "cancelled":
      return EXIT.cancelled;
    case "pending":
      return EXIT.wrong;
    default:
      return status satisfies never;
  }
}

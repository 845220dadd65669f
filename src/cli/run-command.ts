/** Runs one command, and says by its exit status how it went. */
import { CommanderError } from "commander";
import { CountersignApiError } from "../client/create-client.ts";
import { CountersignError } from "../kernel/errors.ts";
import { TestFault } from "../testkit/test-fault.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { terminalLine } from "./terminal/terminal-text.ts";
import { UsageError } from "./usage-error.ts";

export async function runCommand(words: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  try {
    await createProgram((code) => {
      exitCode = code;
    }).parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

/** Failures are told in words; only what nobody foresaw shows where it came from. */
function explain(error: unknown): ExitCode {
  // Commander has printed its own.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) return say(`error: ${error.message}`, EXIT.usage);
  if (error instanceof TestFault) return say(error.message, EXIT.wrong);
  if (error instanceof CountersignError) return say(inWords(error), EXIT.wrong);
  if (error instanceof CountersignApiError) return say(refusalInWords(error), EXIT.wrong);
  if (isUnreachable(error)) return say(unreachableInWords(error), EXIT.wrong);
  throw error;
}

function inWords({ message, extras }: CountersignError): string {
  const { errors } = extras;
  if (errors === undefined || errors.length === 0) return `error: ${message}`;
  return [
    "error: the input does not fit the ensemble",
    ...errors.map(({ path, message }) => `  ${path} ${message}`),
  ].join("\n");
}

/** What a deployment says, on a terminal: its words may be anybody's. */
function refusalInWords({ detail, status, code, errors }: CountersignApiError): string {
  const fields = errors.map(({ path, message }) => terminalLine(`${path} ${message}`));
  return [terminalLine(`error: ${detail} (${status} ${code})`), ...fields.map((field) => `  ${field}`)].join("\n");
}

/** No answer came: fetch says so by a TypeError, and a time limit by its name. */
function isUnreachable(error: unknown): error is Error {
  return error instanceof Error && (error.name === "TimeoutError" || error.message === "fetch failed");
}

function unreachableInWords({ message, cause }: Error): string {
  const why = cause instanceof Error && cause.message !== "" ? cause.message : message;
  return terminalLine(`error: ${process.env["COUNTERSIGN_URL"] ?? "Countersign"} does not answer: ${why}`);
}

function say(text: string, exitCode: ExitCode): ExitCode {
  console.error(text);
  return exitCode;
}

/** The command line `countersign`: runs one command and says by its exit status how it went. */
import { CommanderError } from "commander";
import { CountersignError } from "../kernel/errors.ts";
import { TestFault } from "../testkit/test-fault.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { UsageError } from "./usage-error.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<ExitCode> {
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

function say(text: string, exitCode: ExitCode): ExitCode {
  console.error(text);
  return exitCode;
}

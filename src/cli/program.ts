/** The commands there are. To add one: a file `add-NAME-command.ts`, and a line below. */
import { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { addCheckCommand } from "./add-check-command.ts";
import { addGraphCommand } from "./add-graph-command.ts";
import { addSimulateCommand } from "./add-simulate-command.ts";
import type { ExitCode } from "./exit-codes.ts";

/** Tells with which exit status the process is to end. */
export type Finish = (code: ExitCode) => void;

const AFTER = `
Start here:
  countersign check                                     are all my ensembles right?
  countersign graph ensembles/two-of-three.yaml         what does it do?
  countersign simulate ensembles/two-of-three.yaml \\
    --input '{"payee":"Ana","amount":120}' \\
    --approve approve=ana@example.com --approve approve=bo@example.com
                                                        what would happen if …?

Exit status: 0 nothing is wrong; 1 mistakes were found or the run failed; 2 the command was not understood.
"countersign help COMMAND" says more about each.`;

export function createProgram(finish: Finish): Command {
  const program = new Command("countersign")
    .description("Checks, draws and simulates ensembles, without a Worker and without a network.")
    .version(packageJson.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this")
    .addHelpText("after", AFTER)
    .showSuggestionAfterError()
    .showHelpAfterError("(countersign --help explains)")
    .exitOverride();
  addCheckCommand(program, finish);
  addGraphCommand(program, finish);
  addSimulateCommand(program, finish);
  return program;
}

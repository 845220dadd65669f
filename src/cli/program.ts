/** The commands there are. To add one: a file `add-NAME-command.ts`, and a line below. */
import { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { addApprovalsCommand } from "./add-approvals-command.ts";
import { addAskCommand } from "./add-ask-command.ts";
import { addAuditCommand } from "./add-audit-command.ts";
import { addCheckCommand } from "./add-check-command.ts";
import { addCompletionCommand } from "./add-completion-command.ts";
import { addGraphCommand } from "./add-graph-command.ts";
import { addReceiptsCommand } from "./add-receipts-command.ts";
import { addRunCommand } from "./add-run-command.ts";
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

With a deployment (COUNTERSIGN_URL and COUNTERSIGN_KEY say which, and who you are there):
  countersign ask 'Deploy?' --approver ana@example.com  may I?
  countersign approvals list                            what waits for an answer?
  countersign run start hello-approval --wait \\
    --input '{"message":"Hello"}'                       start a run

Exit status: 0 nothing is wrong; 1 something is; 2 the command was not understood; 3 rejected; 4 nobody answered in
time; 5 withdrawn or cancelled. "countersign help COMMAND" says more about each.`;

export function createProgram(finish: Finish): Command {
  const program = new Command("countersign")
    .description("Checks, draws and simulates ensembles; asks people, and starts and answers runs of a deployment.")
    .version(packageJson.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this")
    .addHelpText("after", AFTER)
    .showSuggestionAfterError()
    .showHelpAfterError("(countersign --help explains)")
    .exitOverride();
  addCheckCommand(program, finish);
  addGraphCommand(program, finish);
  addSimulateCommand(program, finish);
  addAskCommand(program, finish);
  addApprovalsCommand(program, finish);
  addRunCommand(program, finish);
  addReceiptsCommand(program, finish);
  addAuditCommand(program, finish);
  addCompletionCommand(program, finish);
  return program;
}

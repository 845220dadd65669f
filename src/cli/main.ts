/** The command line `countersign`. */
import { runCommand } from "./run-command.ts";

process.exitCode = await runCommand(process.argv.slice(2));

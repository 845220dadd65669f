/** `countersign audit verify`: checks that nobody changed the trail. */
import type { Command } from "commander";
import { connect, ENVIRONMENT } from "./connect.ts";
import { EXIT } from "./exit-codes.ts";
import type { Finish } from "./program.ts";
import { printJson } from "./terminal/print.ts";

const AFTER = `
Keep the hash that it prints somewhere else: with it you notice a trail whose newest lines were cut off.

Example:
  countersign audit verify --json >> heads.ndjson

${ENVIRONMENT}

Exit status: 0 the trail is whole; 1 it is not, or Countersign refused; 2 the command was not understood.`;

export function addAuditCommand(program: Command, finish: Finish): void {
  program
    .command("audit")
    .summary("check the audit trail")
    .description("The audit trail: what happened, who did it, and when.")
    .command("verify")
    .summary("check that no entry was changed, left out or put in between")
    .description("Checks that no entry of the trail was changed, left out or put in between.")
    .option("--json", "print JSON, for programs")
    .addHelpText("after", AFTER)
    .action(async ({ json }: { readonly json?: true }) => {
      const check = await connect().audit.verify();
      if (json === true) printJson(check);
      else if (check.valid) console.log(`whole: ${check.entries} entries, up to ${check.head}`);
      else console.log(`broken: entry ${check.brokenAt} does not fit`);
      finish(check.valid ? EXIT.ok : EXIT.wrong);
    });
}

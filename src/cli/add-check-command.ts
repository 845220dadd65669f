/** `countersign check`: every mistake of the ensembles, with its place and what was probably meant. */
import type { Command } from "commander";
import type { Diagnostic } from "../ensembles/diagnostics.ts";
import { formatDiagnostics } from "../ensembles/format-diagnostics.ts";
import type { CheckedFiles } from "./check-files.ts";
import { EXIT } from "./exit-codes.ts";
import type { Finish } from "./program.ts";

const AFTER = `
Without files it checks all of ensembles/, scripts included. A folder stands for what is in it.

Examples:
  countersign check
  countersign check ensembles/expense.yaml
  countersign check --json | jq '.diagnostics[].message'

Exit status: 0 no mistakes (warnings are none); 1 mistakes; 2 no such file.`;

export function addCheckCommand(program: Command, finish: Finish): void {
  program
    .command("check")
    .summary("find every mistake in ensembles")
    .description("Finds every mistake in ensembles: where it is, what is wrong, and what was probably meant.")
    .argument("[files...]", "documents or folders", ["ensembles"])
    .option("--json", "print one JSON object, for programs")
    .addHelpText("after", AFTER)
    .action(async (files: readonly string[], { json }: { readonly json?: true }) => {
      const { checkFiles } = await import("./check-files.ts");
      const checked = await checkFiles(files);
      console.log(json === true ? asJson(checked) : asText(checked));
      finish(count(checked.diagnostics, "error") > 0 ? EXIT.wrong : EXIT.ok);
    });
}

function asJson({ diagnostics, texts }: CheckedFiles): string {
  const errors = count(diagnostics, "error");
  const warnings = count(diagnostics, "warning");
  return JSON.stringify({ ok: errors === 0, files: texts.size, errors, warnings, diagnostics }, null, 2);
}

function asText({ diagnostics, texts }: CheckedFiles): string {
  const found = (["error", "warning"] as const)
    .map((severity) => [count(diagnostics, severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => plural(number, severity));
  const summary = `${found.length === 0 ? "no mistakes" : found.join(" and ")} in ${plural(texts.size, "file")}`;
  return diagnostics.length === 0 ? summary : `${formatDiagnostics(diagnostics, texts)}\n${summary}`;
}

function count(diagnostics: readonly Diagnostic[], severity: Diagnostic["severity"]): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

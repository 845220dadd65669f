/** `countersign completion`: what a shell needs to complete commands and options. */
import { Argument, type Command } from "commander";
import { bashScript } from "./completion/bash-script.ts";
import { completions } from "./completion/completions.ts";
import { fishScript } from "./completion/fish-script.ts";
import { zshScript } from "./completion/zsh-script.ts";
import { EXIT } from "./exit-codes.ts";
import type { Finish } from "./program.ts";

const AFTER = `
Examples:
  countersign completion bash >> ~/.bashrc
  countersign completion zsh > "\${fpath[1]}/_countersign"
  countersign completion fish > ~/.config/fish/completions/countersign.fish

Exit status: 0 printed; 2 the command was not understood.`;

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export function addCompletionCommand(program: Command, finish: Finish): void {
  program
    .command("completion")
    .summary("print what a shell needs to complete commands")
    .description("Prints what a shell needs to complete commands and options.")
    .addArgument(new Argument("<shell>", "which").choices(Object.keys(SCRIPTS)))
    .addHelpText("after", AFTER)
    .action((shell: keyof typeof SCRIPTS) => {
      console.log(SCRIPTS[shell](completions(program)));
      finish(EXIT.ok);
    });
}

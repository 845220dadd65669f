/** What can follow after which words: read off the commands themselves. */
import type { Command } from "commander";

export interface Candidate {
  /** A command or an option. */
  readonly word: string;
  readonly meaning: string;
}

export interface Completion {
  /** The commands before it, such as `run start`; empty: none yet. */
  readonly path: string;
  readonly candidates: readonly Candidate[];
}

export function completions(program: Command): readonly Completion[] {
  return below(program, []);
}

function below(command: Command, path: readonly string[]): Completion[] {
  const { commands, options } = command;
  const candidates = [
    ...commands.map((child) => ({ word: child.name(), meaning: child.summary() })),
    ...options.map(({ long, short, description }) => ({ word: long ?? short ?? "", meaning: description })),
  ];
  return [{ path: path.join(" "), candidates }, ...commands.flatMap((child) => below(child, [...path, child.name()]))];
}

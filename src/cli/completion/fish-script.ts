/** Completion for fish, with what each word means. */
import type { Candidate, Completion } from "./completions.ts";

export function fishScript(completions: readonly Completion[]): string {
  return [
    "# completion of countersign, for fish",
    ...completions.flatMap(({ path, candidates }) =>
      candidates.map(
        (candidate) => `complete -c countersign -n ${quoted(conditionOf(path, completions))} ${wordOf(candidate)}`,
      ),
    ),
  ].join("\n");
}

/** All commands of the path are there, and none of those that could follow. */
function conditionOf(path: string, completions: readonly Completion[]): string {
  const here = path.split(" ").filter((word) => word !== "");
  const next = completions.find((completion) => completion.path === path)?.candidates ?? [];
  const commands = next.flatMap(({ word }) => (word.startsWith("-") ? [] : word));
  return [
    ...here.map((word) => `__fish_seen_subcommand_from ${word}`),
    ...(commands.length === 0 ? [] : [`not __fish_seen_subcommand_from ${commands.join(" ")}`]),
  ].join("; and ");
}

function wordOf({ word, meaning }: Candidate): string {
  const name = word.startsWith("--") ? `-l ${word.slice(2)}` : `-f -a ${word}`;
  return `${name} -d ${quoted(meaning)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

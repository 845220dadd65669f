/** Completion for bash; where nothing fits, it completes files. */
import type { Completion } from "./completions.ts";

export function bashScript(completions: readonly Completion[]): string {
  const cases = completions.map(
    ({ path, candidates }) => `    "${path}") words="${candidates.map(({ word }) => word).join(" ")}" ;;`,
  );
  return `# completion of countersign, for bash
_countersign() {
  local path="" words="" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
      -*) break ;;
      *) path="\${path:+$path }\${COMP_WORDS[at]}" ;;
    esac
    case "$path" in
${commandPaths(completions)}
      *) path="\${path% *}"; break ;;
    esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _countersign countersign`;
}

/** A word that is no command is an argument: the command before it stays. */
function commandPaths(completions: readonly Completion[]): string {
  const paths = completions.flatMap(({ path }) => (path === "" ? [] : `"${path}"`));
  return `      ${paths.join(" | ")}) ;;`;
}

/** Completion for zsh, with what each word means; where nothing fits, it completes files. */
import type { Completion } from "./completions.ts";

export function zshScript(completions: readonly Completion[]): string {
  const cases = completions.map(
    ({ path, candidates }) =>
      `    ${quoted(path)}) found=(${candidates.map(({ word, meaning }) => quoted(`${word}:${meaning}`)).join(" ")}) ;;`,
  );
  return `#compdef countersign
# completion of countersign, for zsh
_countersign() {
  local -a found
  local path_="" next word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    next="\${path_:+$path_ }$word"
    case "$next" in
      ${completions.flatMap(({ path }) => (path === "" ? [] : quoted(path))).join(" | ")}) path_="$next" ;;
      *) break ;;
    esac
  done
  case "$path_" in
${cases.join("\n")}
  esac
  _describe countersign found || _files
}
compdef _countersign countersign
# Loaded by the first Tab out of fpath: that Tab wants an answer too.
if [ "\${funcstack[1]}" = "_countersign" ]; then _countersign; fi`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

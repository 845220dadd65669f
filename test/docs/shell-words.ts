/** The words of one shell command, for running examples without a shell. */

const PART = /\\\n|'([^']*)'|"((?:[^"\\]|\\.)*)"|(\s+)|\\(.)|([^\s'"\\]+)/gsy;

/** Knows quotes, escaped line breaks and `$NAME`; refuses everything else that a shell would give a meaning to. */
export function shellWords(command: string, variables: Readonly<Record<string, string>>): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (const [whole, single, double, space, escaped, bare] of command.trim().matchAll(PART)) {
    if (whole === "\\\n") continue;
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else if (bare !== undefined && /[|;&<>`()*]/.test(bare)) {
      throw new Error(`"${bare}" needs a shell`);
    } else {
      word = `${word ?? ""}${single ?? escaped ?? expanded(double ?? bare ?? "", variables)}`;
    }
  }
  return word === null ? words : [...words, word];
}

function expanded(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$([A-Z]+)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`$${name} has no value`);
    return value;
  });
}

/** What a part of the harness has found, and how it is told. */

export interface Part {
  readonly name: string;
  readonly figures: Readonly<Record<string, number | string>>;
  /** Everything that is not as it should be. */
  readonly problems: readonly string[];
}

const SHOWN = 60;

export function renderPart({ name, figures, problems }: Part): string {
  const told = Object.entries(figures).map(([what, figure]) => `${what} ${figure}`);
  const lines = [...new Set(problems)];
  return [
    `${name}: ${told.join(", ")}; ${lines.length === 0 ? "nothing wrong" : `${lines.length} problems`}`,
    ...lines.slice(0, SHOWN).map((problem) => `  ${problem}`),
  ].join("\n");
}

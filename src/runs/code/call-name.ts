/** The names under which calls of an ensemble in TypeScript are recorded. */
import { StepFailure } from "../../operations/step-failure.ts";

export interface CallName {
  /** The step's own name inside the run. */
  readonly path: string;
  /** What the calls of a loop have in common. */
  readonly agent: string;
  readonly round: number;
}

const NAME = /^([A-Za-z_][A-Za-z0-9_-]{0,63})(?:#([1-9]\d{0,5})|\[\d{1,6}\])?$/;

/** @throws StepFailure `step-name-invalid` */
export function parseCallName(name: unknown): CallName {
  const match = typeof name === "string" ? NAME.exec(name) : null;
  if (match !== null) return { path: match[0], agent: match[1] ?? "", round: Number(match[2] ?? 1) };
  throw new StepFailure(
    "step-name-invalid",
    `${JSON.stringify(name)} cannot be a step's name: letters, digits, _ and -, at most 64, then perhaps a number as in review#2 or send[0].`,
    { retryable: "no" },
  );
}

/** The names that were used in this walk through the run. */
export class CallNames {
  readonly #used = new Set<string>();
  readonly #unnamed = new Map<string, number>();

  /** @throws StepFailure `step-name-twice` */
  claim(name: CallName): void {
    const { path, agent } = name;
    if (!this.#used.has(path)) return void this.#used.add(path);
    throw new StepFailure(
      "step-name-twice",
      `The name "${path}" was used before in this run. Each call has its own; in a loop, put the number into it: \`${agent}#\${round}\` or \`${agent}[\${index}]\`.`,
      { retryable: "no" },
    );
  }

  /** The next name of calls that were given none: `sleep`, `sleep#2` … */
  next(kind: string): string {
    const count = (this.#unnamed.get(kind) ?? 0) + 1;
    this.#unnamed.set(kind, count);
    return count === 1 ? kind : `${kind}#${count}`;
  }
}

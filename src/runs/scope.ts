/** What a walk knows: agents' results by name, and the time at which the latest step finished. */
import type { StepError, StepStatus } from "../contract/run.ts";
import type { Scope } from "../expressions/compiled.ts";
import { isoTime } from "../kernel/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { RunParams } from "./run-params.ts";

export type GateEnd = "open" | "rejected" | "shut";

export interface AgentResult {
  readonly status: StepStatus;
  readonly input: unknown;
  readonly output: unknown;
  readonly error?: StepError;
}

/** The names that stand for the run itself. */
export function runNames(params: RunParams): Readonly<Record<string, unknown>> {
  return {
    input: params.input,
    run: runFacts(params) satisfies JsonObject,
  };
}

/** What a run knows of itself. */
export function runFacts({ runId, plan, createdAt }: RunParams) {
  return { id: runId, ensemble: plan.ensemble, startedAt: isoTime(createdAt) };
}

/** Environment values as they may be seen and stored: by their names. */
export function hiddenVariable(name: string): string {
  return `\${env.${name}}`;
}

/**
 * One line of the walk: the whole run, or one branch or element of it. Branches do not see each other's time or gates,
 * so that a replay, in which they finish in another order, evaluates the same.
 */
export class Frame {
  readonly names: Record<string, unknown>;
  /** Gates that are shut: the approvals that did not end in `approved`. */
  readonly shut: Set<string>;
  /** Approvals named by the conditions of the groups around: those gates are opened here. */
  readonly opened: ReadonlySet<string>;
  /** Added to the paths of steps: `send[3]/` inside a loop over a group. */
  readonly prefix: string;
  /** Epoch milliseconds. */
  clock: number;
  /** How the last gate that was come to ended; `null` before the first. */
  lastGate: GateEnd | null = null;

  constructor(from: {
    readonly names: Readonly<Record<string, unknown>>;
    readonly clock: number;
    readonly prefix?: string;
    readonly shut?: Iterable<string>;
    readonly opened?: Iterable<string>;
  }) {
    this.names = { ...from.names };
    this.clock = from.clock;
    this.prefix = from.prefix ?? "";
    this.shut = new Set(from.shut);
    this.opened = new Set(from.opened);
  }

  /** A line of its own, for a branch of a group or an element of a loop. */
  branch(more: {
    readonly prefix?: string;
    readonly names?: Readonly<Record<string, unknown>>;
    readonly opened?: readonly string[];
  }): Frame {
    return new Frame({
      names: { ...this.names, ...more.names },
      clock: this.clock,
      prefix: more.prefix ?? this.prefix,
      shut: this.shut,
      opened: [...this.opened, ...(more.opened ?? [])],
    });
  }

  /** Takes over what branches that ran side by side came to. */
  join(branches: readonly Frame[]): void {
    for (const branch of branches) {
      this.clock = Math.max(this.clock, branch.clock);
      for (const name of branch.shut) this.shut.add(name);
    }
    const ends = branches.map((branch) => branch.lastGate);
    const end = (["rejected", "shut", "open"] as const).find((candidate) => ends.includes(candidate));
    if (end !== undefined) this.lastGate = end;
  }

  scope(variable: (name: string) => string | undefined): Scope {
    return { names: this.names, now: isoTime(this.clock), env: variable };
  }

  record(name: string, result: AgentResult): void {
    this.names[name] = result;
  }
}

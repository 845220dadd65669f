/** What the parts of the compiler share while they work on one document. */
import type { Diagnostics } from "./diagnostics.ts";
import type { AgentOutline, Outline } from "./outline.ts";
import type { InputFields } from "./plan.ts";

export interface Compilation {
  readonly diagnostics: Diagnostics;
  readonly outline: Outline;
  /** The declared input fields; `null` where none are, and anything goes. */
  readonly fields: InputFields | null;
  /** Names of scripts, such as `scripts/auto-approve`. */
  readonly scripts: readonly string[];
  /** Every name that an expression of the document could speak of. */
  readonly names: readonly string[];
}

/** Where a value stands, which decides what its expressions may read. */
export interface Place {
  /** The agent it belongs to; `null` in the ensemble's output. */
  readonly agent: AgentOutline | null;
  /** Whether `item` and `index` exist. */
  readonly inForeach: boolean;
  /** The other inputs of the same hitl agent, and the one that is being compiled. */
  readonly inputs?: { readonly names: ReadonlySet<string>; readonly own: string };
}

/** The names of every scope. */
export const SCOPE_NAMES = ["input", "env", "run", "item", "index"] as const;

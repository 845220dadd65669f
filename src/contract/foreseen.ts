/** What a run will do once a request is decided, as far as the plan tells: kept with the request, and shown in words. */

/** The ends that people can bring about, or leave to time. */
export const FORESEEN_ENDS = ["approved", "rejected", "timeout"] as const;
export type ForeseenEnd = (typeof FORESEEN_ENDS)[number];

/** By the end; without `timeout` where it waits for good. */
export type Foreseen = Readonly<Partial<Record<ForeseenEnd, ForeseenCourse>>>;

export interface ForeseenCourse {
  /** The agent to which a rejection goes back, where it asks for another round; nothing else is foreseen then. */
  readonly back?: string;
  readonly steps: readonly ForeseenStep[];
  /** Steps beyond those. */
  readonly more: number;
}

/** People whom the request itself brings in while it is open. */
export interface ForeseenEscalation {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly to: readonly string[];
}

export interface ForeseenStep {
  readonly agent: string;
  readonly does: ForeseenWork;
  /** False where it depends on more than how this request ends. */
  readonly isCertain: boolean;
}

/** Facts alone, and never a value of the environment: of an address the host. */
export type ForeseenWork =
  | { readonly operation: "http"; readonly method: string | null; readonly host: string | null }
  | { readonly operation: "email"; readonly to: readonly string[] }
  | { readonly operation: "notify"; readonly channel: string | null; readonly to: readonly string[] }
  | { readonly operation: "code"; readonly script: string | null }
  | { readonly operation: "data"; readonly backend: string | null; readonly verb: string | null }
  | { readonly operation: "think" }
  | { readonly operation: "hitl" }
  | { readonly operation: "answer" }
  | { readonly operation: "wait" };

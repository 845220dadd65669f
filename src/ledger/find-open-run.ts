/** A run that is not over, with what it takes to create it or to give it up. */
import { isRunOver } from "../contract/run.ts";
import type { RunStart } from "./port.ts";
import { loadRunHead, loadRunStart } from "./run-store.ts";
import { loadLatestAgent } from "./step-store.ts";

export interface OpenRun {
  readonly start: RunStart;
  /** Of the latest report. */
  readonly seq: number;
  /** The agent it was at; empty before the first. */
  readonly agent: string;
}

/** `null` where the run is over or unknown. */
export function findOpenRun(sql: SqlStorage, runId: string): OpenRun | null {
  const head = loadRunHead(sql, runId);
  const start = head === null || isRunOver(head.status) ? null : loadRunStart(sql, runId);
  if (head === null || start === null) return null;
  return { start, seq: head.seq, agent: loadLatestAgent(sql, runId) };
}

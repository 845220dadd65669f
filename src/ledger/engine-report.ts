/** What an instance of the engine says of a run whose own last report was lost. */
import { isRunOver, RunStatus } from "../contract/run.ts";
import { isJsonObject } from "../kernel/json.ts";
import type { RunReport } from "./port.ts";

/** The error code of a run that the engine gave up. */
export const ENGINE_FAILED = "engine-failed";

/** The final report that `EnsembleRun` answers as JSON text; `null` where the output is none of this run. */
export function parseFinalReport(output: unknown, runId: string): RunReport | null {
  if (typeof output !== "string") return null;
  const value = parseText(output);
  return isFinalReport(value) && value.runId === runId ? value : null;
}

/** The report in place of the one that never came. */
export function engineFailedReport(
  run: { readonly runId: string; readonly seq: number; readonly agent: string },
  at: number,
): RunReport {
  return {
    runId: run.runId,
    seq: run.seq + 1,
    status: "failed",
    at,
    steps: [],
    error: {
      code: ENGINE_FAILED,
      message: "The workflow engine gave the run up before it finished.",
      agent: run.agent,
    },
  };
}

/** The run wrote the text itself, so the members that are there have the types of a report. */
function isFinalReport(value: unknown): value is RunReport {
  if (!isJsonObject(value) || !Array.isArray(value["steps"])) return false;
  return typeof value["seq"] === "number" && typeof value["at"] === "number" && isEnd(value["status"]);
}

function isEnd(value: unknown): boolean {
  const status = RunStatus.safeParse(value);
  return status.success && isRunOver(status.data);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

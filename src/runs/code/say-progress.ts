/** `ctx.progress`: told with the next report; of a replay only what is new. */
import { EnsembleError } from "../../authoring/ensemble-error.ts";
import type { Progress } from "../../contract/run.ts";
import { byteLength } from "../../kernel/json.ts";
import type { CodeRun } from "./code-run.ts";

const MAX_PROGRESS_BYTES = 4_096;

/** @throws EnsembleError `progress-too-large` */
export function sayProgress({ walk }: CodeRun, progress: Progress): void {
  const json = JSON.stringify(progress);
  if (byteLength(json) > MAX_PROGRESS_BYTES) {
    throw new EnsembleError("progress-too-large", "What is told of the progress has more than 4 KiB as JSON.", null);
  }
  walk.reporter.progress(json);
}

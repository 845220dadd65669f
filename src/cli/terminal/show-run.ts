/** A run in words. */
import type { Run, Step } from "../../client/create-client.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { shownTime } from "./print.ts";
import { terminalJson, terminalLine } from "./terminal-text.ts";

export function showRun(run: Run): string {
  const { id, ensemble, status, requestedBy, createdAt, finishedAt, steps, progress, output, error } = run;
  return [
    terminalLine(`${id}  ${ensemble}: ${status}`),
    terminalLine(
      `started ${shownTime(createdAt)} by ${requestedBy}${finishedAt === undefined ? "" : `, ended ${shownTime(finishedAt)}`}`,
    ),
    ...steps.map((step) => `  ${stepLine(step)}`),
    ...(progress === undefined ? [] : [progressLine(progress)]),
    ...(error === undefined ? [] : [terminalLine(`${error.agent}: ${error.message} (${error.code})`)]),
    ...(output === undefined ? [] : ["", terminalJson(output)]),
  ].join("\n");
}

/** `approve: suspended, waits for hitl_…`. */
export function stepLine({ path, status, error, reason, approvalId }: Step): string {
  const why = error?.message ?? reason;
  const waits = status === "suspended" && approvalId !== undefined ? `, waits for ${approvalId}` : "";
  return terminalLine(`${path}: ${status}${waits}${why === undefined ? "" : `: ${why}`}`);
}

/** `progress: half done`; what is no text, as JSON. */
export function progressLine(progress: NonNullable<Run["progress"]>): string {
  return terminalLine(`progress: ${typeof progress === "string" ? progress : JSON.stringify(progress)}`);
}

/** What the exit status says of a run. */
export function exitOfRun({ status }: Run): ExitCode {
  switch (status) {
    case "running":
    case "suspended":
    case "completed":
      return EXIT.ok;
    case "rejected":
      return EXIT.rejected;
    case "cancelled":
      return EXIT.cancelled;
    case "failed":
      return EXIT.wrong;
    default:
      return status satisfies never;
  }
}

/** Follows a run to its end: a line for each step that moved. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Client, Run } from "../client/create-client.ts";
import { stepLine } from "./terminal/show-run.ts";

const FIRST_PAUSE = 500;

const LONGEST_PAUSE = 5_000;

export async function watchRun(client: Client, id: string, tell: (line: string) => void): Promise<Run> {
  const told = new Set<string>();
  for (let pauseMs = FIRST_PAUSE; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE)) {
    const run = await client.runs.get(id);
    const fresh = linesOf(run).filter((line) => !told.has(line));
    for (const line of fresh) tell(line);
    if (isOver(run)) return run;
    if (fresh.length > 0) pauseMs = FIRST_PAUSE;
    for (const line of fresh) told.add(line);
    await sleep(pauseMs);
  }
}

function linesOf(run: Run): string[] {
  const steps = run.steps.filter(({ status }) => status !== "running").map(stepLine);
  return isOver(run) ? [...steps, `${run.id}: ${run.status}`] : steps;
}

function isOver({ status }: Run): boolean {
  return status !== "running" && status !== "suspended";
}

/** Follows a run to its end: a line for each step that moved. */
import { Bell } from "../client/bell.ts";
import type { Client, Run } from "../client/create-client.ts";
import { progressLine, stepLine } from "./terminal/show-run.ts";

/** Events tell where a run stands, not each of its steps: it is looked at so often between them. */
const LONGEST_PAUSE = 5_000;

export async function watchRun(client: Client, id: string, tell: (line: string) => void): Promise<Run> {
  const told = new Set<string>();
  const bell = new Bell();
  const over = new AbortController();
  void bell.ringOn(client.runs.events(id, over), over.signal);
  try {
    for (;;) {
      const run = await client.runs.get(id);
      for (const line of linesOf(run)) {
        if (!told.has(line)) tell(line);
        told.add(line);
      }
      if (isOver(run)) return run;
      await bell.wait(LONGEST_PAUSE, over.signal);
    }
  } finally {
    over.abort();
  }
}

function linesOf(run: Run): string[] {
  const steps = run.steps.filter(({ status }) => status !== "running").map(stepLine);
  const lines = run.progress === undefined ? steps : [...steps, progressLine(run.progress)];
  return isOver(run) ? [...lines, `${run.id}: ${run.status}`] : lines;
}

function isOver({ status }: Run): boolean {
  return status !== "running" && status !== "suspended";
}

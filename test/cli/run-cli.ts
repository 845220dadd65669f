/** Runs the command line as a process, as people do. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { vi } from "vitest";

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

export const ROOT = join(import.meta.dirname, "../..");

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export function runCli(...words: readonly string[]): Ran {
  return runWith(process.execPath, words);
}

export function runWith(node: string, words: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(node, [join(ROOT, "bin/countersign.js"), ...words], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, out: stdout, err: stderr };
}

/** Where the expected output of that name is kept. */
export function golden(name: string): string {
  return join(import.meta.dirname, "golden", name);
}

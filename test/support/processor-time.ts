/** How long the processor worked, which a busy machine does not change. */

/** Milliseconds of processor time that this process has used while `run` ran. */
export function processorTime(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1_000;
}

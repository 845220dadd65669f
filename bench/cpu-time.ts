/** Processor time of the workerd that holds the Worker's state: steadier than the clock on a busy machine. Linux only. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What the kernel counts in; 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** The process of that group which has a file of the folder open, or `null` where none can be found. */
export function findHolder(group: number, folder: string): number | null {
  try {
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const holder = processes.find((pid) => groupOf(pid) === group && holds(pid, folder));
    return holder === undefined ? null : Number(holder);
  } catch {
    return null;
  }
}

/** Milliseconds of processor time so far. */
export function cpuTime(pid: number): number {
  const fields = statOf(String(pid));
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function groupOf(pid: string): number {
  try {
    return Number(statOf(pid)[2]);
  } catch {
    return -1;
  }
}

function holds(pid: string, folder: string): boolean {
  return readdirSync(`/proc/${pid}/fd`).some((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

/** The fields of /proc/PID/stat after the name, which may have spaces: state, parent, group, … */
function statOf(pid: string): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

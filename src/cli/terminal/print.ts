/** How commands print: words and tables for people, JSON for programs. */
import { renderTable } from "./table.ts";
import { terminalJson } from "./terminal-text.ts";

export function printJson(value: unknown): void {
  console.log(terminalJson(value));
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(renderTable(head, rows, process.stdout.isTTY ? process.stdout.columns : undefined));
}

/** Beside the answer: a program that reads the output does not get it. */
export function tell(line: string): void {
  console.error(line);
}

/** A time as people read it, in UTC. */
export function shownTime(iso: string): string {
  return iso.replace("T", " ").replace(/(?::\d\d)?(?:\.\d+)?Z$/, " UTC");
}

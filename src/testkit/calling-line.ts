/** The line of an author's file from which the code under test is calling. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { shownPath } from "../project/project-files.ts";

/** Such as `ensembles/refund.ts:12`; `null` where the call does not come from that file. */
export function callingLine(file: string): string | null {
  const name = RegExp.escape(basename(file));
  const frame = new RegExp(`\\(?((?:file://)?[^\\s()]*${name})(?:\\?[^\\s:]*)?:(\\d+):\\d+\\)?$`, "m").exec(new Error().stack ?? "");
  if (frame === null) return null;
  const [, path = "", line = ""] = frame;
  return `${shownPath(path.startsWith("file:") ? fileURLToPath(path) : path)}:${line}`;
}

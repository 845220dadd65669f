/** The line of an author's code that is making a call at the moment. */
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { shownPath } from "../project/project-files.ts";

const OURS = resolve(import.meta.dirname, "..") + sep;

/** Such as `ensembles/refund.ts:12`; `null` where nobody but the product itself is calling. */
export function callingLine(): string | null {
  const frames = (new Error().stack ?? "").matchAll(/\(?((?:file:\/\/)?\/[^\s()?]*)(?:\?[^\s:]*)?:(\d+):\d+\)?$/gm);
  for (const [, url = "", line = ""] of frames) {
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (!path.startsWith(OURS)) return `${shownPath(path)}:${line}`;
  }
  return null;
}

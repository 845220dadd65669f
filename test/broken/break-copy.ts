/** A copy of the project in which one place is broken. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/worker-config.ts";
import type { Break, Edit } from "./breaks.ts";

/** The text with the edits made; throws where one has not exactly one place. */
export function edit(text: string, { file, edits }: Pick<Break, "file" | "edits">): string {
  return edits.reduce((rest, { from, to }: Edit) => {
    const found = rest.split(from).length - 1;
    if (found !== 1) throw new Error(`${file} has ${JSON.stringify(from)} ${found} times: bring breaks.ts up to date`);
    return rest.replace(from, () => to);
  }, text);
}

/** Gives the folder; whoever asked for it takes it away. */
export function breakCopy(broken: Break): string {
  const folder = mkdtempSync(join(tmpdir(), "countersign-broken-"));
  try {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    for (const file of files.trim().split("\n")) cpSync(join(ROOT, file), join(folder, file));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const path = join(folder, broken.file);
    writeFileSync(path, edit(readFileSync(path, "utf8"), broken));
    execFileSync("npm", ["run", "--silent", "build"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

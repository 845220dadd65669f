/**
 * `npm run broken`: breaks the product in one place after the other, in a copy, and runs the harness that has to notice.
 * It ends with 1 where a break was not noticed.
 *
 * `--only NAME` one of them · `--list` their names
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Break, BREAKS } from "./breaks.ts";
import { breakCopy } from "./break-copy.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, list: { type: "boolean" } } });

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const chosen = BREAKS.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`There is no ${values.only ?? ""}: npm run broken -- --list`);
if (values.list === true) for (const { name, what } of chosen) console.log(`${name.padEnd(16)} ${what}`);
else await breakAll();

async function breakAll(): Promise<void> {
  let missed = 0;
  for (const broken of chosen) {
    const begun = Date.now();
    const said = await notice(broken);
    const seconds = Math.round((Date.now() - begun) / 1_000);
    if (said === null) missed += 1;
    console.log(`${broken.name} (${broken.what}), ${seconds} s: ${said ?? "NOT NOTICED"}`);
  }
  console.log(`${chosen.length - missed} of ${chosen.length} noticed`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** The line in which the harness says so; `null` where it ended well, or complained of something else alone. */
async function notice(broken: Break): Promise<string | null> {
  const folder = breakCopy(broken);
  try {
    const harness = spawn("node", [...broken.by], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    process.once("exit", () => harness.kill());
    const output: string[] = [];
    harness.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
    const [code]: unknown[] = await once(harness, "close");
    const said = output.join("").split("\n");
    const line = said.find((one) => broken.says.test(one));
    if (code === 1 && line !== undefined) return line.trim().slice(0, 160);
    console.log(`ended with ${String(code)}:\n${said.slice(-15).join("\n")}`);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

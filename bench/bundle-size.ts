/** The size of what is deployed, as wrangler itself tells it. */
import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { takeBundleApart } from "./bundle-parts.ts";
import { ROOT } from "../test/support/worker-config.ts";

/** KiB after gzip. */
export interface BundleSize {
  readonly asDeployed: number;
  readonly minified: number;
  /** Without what asks models, speaks MCP and draws plans. */
  readonly core: number;
}

export async function measureBundle(): Promise<BundleSize> {
  return {
    asDeployed: await gzipSize([]),
    minified: await gzipSize(["--minify"]),
    core: (await takeBundleApart()).core,
  };
}

async function gzipSize(options: readonly string[]): Promise<number> {
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const path = `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  const { stdout } = await promisify(execFile)(process.execPath, [wrangler, "deploy", "--dry-run", ...options], {
    cwd: ROOT,
    env: { ...process.env, PATH: path, NO_COLOR: "1", WRANGLER_SEND_METRICS: "false" },
  });
  const size = /gzip: ([\d.]+) KiB/.exec(stdout)?.[1];
  if (size === undefined) throw new Error(`wrangler tells no size:\n${stdout}`);
  return Number(size);
}

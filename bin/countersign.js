#!/usr/bin/env node
/**
 * Starts the command line. As published, its code is JavaScript. In the project it is TypeScript, which Node runs as it
 * is from 22.18 on; an older one hands over to the Node that comes with this project's npm package `node`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PUBLISHED = new URL("../src/cli/main.js", import.meta.url);

if (existsSync(PUBLISHED)) await runHere(PUBLISHED.href);
else if (process.features.typescript) await runHere("../src/cli/main.ts");
else process.exitCode = runElsewhere();

async function runHere(main) {
  const { emitWarning } = process;
  // SQLite and type stripping are called experimental by some versions of Node: true, but not the reader's business.
  process.emitWarning = (warning, ...rest) => {
    if (rest[0] !== "ExperimentalWarning") emitWarning.call(process, warning, ...rest);
  };
  await import(main);
}

function runElsewhere() {
  const node = newerNode();
  if (node === null) {
    console.error(
      `countersign needs Node 22.18 or newer, and this is ${process.version}. ` +
        "Install a newer one, or run `npm install` here, which brings one along.",
    );
    return 2;
  }
  const { status, error } = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  if (error !== undefined) console.error(`countersign could not start ${node}: ${error.message}`);
  return status ?? 2;
}

/** The binary inside the npm package `node`, unless that is what runs already. */
function newerNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const binary = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) && realpathSync(binary) !== realpathSync(process.execPath) ? binary : null;
  } catch {
    return null;
  }
}

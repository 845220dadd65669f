/** The wrangler.toml of a Worker under test: the root one, with ensembles of the tests' own, and time to move. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

export interface WorkerFiles {
  /** Where the configuration and what is built goes: nothing is written into the checkout. */
  readonly folder: string;
  /** The ensembles to compile. */
  readonly ensembles: string;
  /** Binding of a local D1 database, empty at first; without one there is none. */
  readonly d1?: string | undefined;
  /** Name of a `send_email` binding; without one there is none. */
  readonly mail?: string | undefined;
  /** Service bindings, as TOML; without them there are none. */
  readonly services?: string | undefined;
  /** The entry; without one, test/support/test-worker.ts. */
  readonly entry?: string | undefined;
}

/**
 * Writes the file and gives its path. Nothing is watched: a Worker under test is restarted, not reloaded under a
 * test's feet. The alias stands here since `wrangler dev --alias` has no effect (wrangler 4.156).
 */
export function writeWorkerConfig({ folder, ensembles, d1, mail, services = "", entry }: WorkerFiles): string {
  const generated = join(folder, "ensembles.ts");
  const build = ["npm", "run", "--silent", "build", "--", "--dir", ensembles, "--out", generated].join(" ");
  const config = [
    ["main", join(ROOT, entry ?? "test/support/test-worker.ts")],
    ["command", build],
    ["watch_dir", ["nothing"]],
    // Aliases are resolved from where the file lies.
    ['"../locales/index.js"', join(ROOT, "node_modules/zod/v4/locales/en.js")],
    ['"hono/jsx"', join(ROOT, "node_modules/hono/dist/jsx/context.js")],
  ] as const;
  const text = config.reduce(
    (toml, [name, value]) => replaceSetting(toml, name, value),
    readFileSync(join(ROOT, "wrangler.toml"), "utf8"),
  );
  const path = join(folder, "wrangler.toml");
  const aliased = text.replace("[alias]\n", () => `[alias]\n"#ensembles" = ${JSON.stringify(generated)}\n`);
  writeFileSync(path, `${aliased}\n${databaseSettings(d1)}${mailSettings(mail)}${services}`);
  return path;
}

function databaseSettings(binding: string | undefined): string {
  if (binding === undefined) return "";
  const id = "00000000-0000-0000-0000-000000000000";
  return `\n[[d1_databases]]\nbinding = ${JSON.stringify(binding)}\ndatabase_name = "test"\ndatabase_id = "${id}"\n`;
}

function mailSettings(binding: string | undefined): string {
  return binding === undefined ? "" : `\n[[send_email]]\nname = ${JSON.stringify(binding)}\n`;
}

function replaceSetting(toml: string, name: string, value: string | readonly string[]): string {
  const line = new RegExp(`^${name} = .*$`, "gm");
  const found = toml.match(line)?.length ?? 0;
  if (found !== 1)
    throw new Error(`wrangler.toml sets ${name} ${found} times: bring test/support/worker-config.ts up to date`);
  return toml.replace(line, () => `${name} = ${JSON.stringify(value)}`);
}

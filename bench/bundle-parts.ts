/** The Worker bundled as wrangler does it, taken apart: what is in it, and what is evaluated when it starts. */
import { builtinModules } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { ROOT } from "../test/support/worker-config.ts";

export interface BundleParts {
  /** KiB after gzip. */
  readonly gzip: number;
  /** The same without what asks models, speaks MCP and draws plans: what it takes to ask people and to show them pages. */
  readonly core: number;
  /** KiB before gzip, by package or folder of `src`, the largest first. */
  readonly parts: Readonly<Record<string, number>>;
  /** Packages that are evaluated when the Worker starts; all others when something first needs them. */
  readonly atStart: readonly string[];
}

const ENTRY = "src/worker.ts";

/** Modules that lead to what the core does without; each is loaded by an `import()`. */
const NOT_CORE = /\/(ask-model|create-mcp-server|begins-session|open-session|lay-out|run-page|render-markup)\.tsx?$/;

export async function takeBundleApart(): Promise<BundleParts> {
  const [{ metafile, gzip }, core] = await Promise.all([bundled([]), bundled([coreOnly])]);
  return { gzip, core: core.gzip, parts: partsOf(metafile), atStart: packagesAtStart(metafile) };
}

async function bundled(plugins: readonly Plugin[]): Promise<{ readonly metafile: Metafile; readonly gzip: number }> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*", "cloudflare:*", ...builtinModules],
    plugins: [...plugins, aliases],
    logLevel: "error",
  });
  return { metafile, gzip: inKiB(gzipSync(outputFiles[0]?.contents ?? "").length) };
}

const coreOnly: Plugin = {
  name: "core-only",
  setup({ onResolve }) {
    onResolve({ filter: NOT_CORE }, ({ kind, path }) => (kind === "dynamic-import" ? { path, external: true } : null));
  },
};

/** As the aliases in wrangler.toml, not all of which esbuild's own can say. */
const aliases: Plugin = {
  name: "aliases",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, () => ({
      path: join(ROOT, "node_modules/zod/v4/locales/en.js"),
    }));
    onResolve({ filter: /^hono\/jsx$/ }, () => ({ path: join(ROOT, "node_modules/hono/dist/jsx/context.js") }));
  },
};

function partsOf({ outputs }: Metafile): Readonly<Record<string, number>> {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      bytes.set(partOf(path), (bytes.get(partOf(path)) ?? 0) + bytesInOutput);
  }
  const largestFirst = [...bytes].toSorted(([, one], [, other]) => other - one);
  return Object.fromEntries(largestFirst.map(([part, size]) => [part, inKiB(size)]));
}

/** What `import` statements lead to. What only an `import()` leads to, esbuild wraps, to be evaluated when it is called. */
function packagesAtStart({ inputs }: Metafile): readonly string[] {
  const seen = new Set<string>();
  const left = [ENTRY];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const { kind, path: next } of inputs[path]?.imports ?? []) if (kind !== "dynamic-import") left.push(next);
  }
  const packages = [...seen].flatMap((path) => packageOf(path) ?? []);
  return [...new Set(packages)].toSorted();
}

function partOf(path: string): string {
  return packageOf(path) ?? /^src\/[^/]+/.exec(path)?.[0] ?? "others";
}

function packageOf(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

function inKiB(bytes: number): number {
  return Math.round(bytes / 102.4) / 10;
}

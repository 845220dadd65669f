/**
 * Builds what is published: `dist/` is a package of its own, in JavaScript with types, whose package.json is made from
 * the project's. `npm publish dist` publishes it; `npm pack ./dist` packs it.
 */
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import ts from "typescript";

/** The command line, which nothing imports. */
const MAIN = "./src/cli/main.ts";

/** The oldest Node that has all that the package uses. */
const ENGINES = { node: ">=22.13" };

interface ProjectPackage {
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

const root = resolve(import.meta.dirname, "..");
const { values: options } = parseArgs({ options: { out: { type: "string", default: join(root, "dist") } } });
const out = resolve(options.out);
const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as ProjectPackage;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
emit(Object.values(project.exports).filter((path) => path.endsWith(".ts")));
for (const path of ["bin", "schema", "README.md"]) cpSync(join(root, path), join(out, path), { recursive: true });
chmodSync(join(out, "bin/countersign.js"), 0o755);
writeFileSync(join(out, "package.json"), `${JSON.stringify(publishedPackage(), null, 2)}\n`);

function emit(entries: readonly string[]): void {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options: own } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(
    [...entries, MAIN].map((path) => join(root, path)),
    {
      ...own,
      noEmit: false,
      outDir: out,
      rootDir: root,
      declaration: true,
      allowImportingTsExtensions: false,
      rewriteRelativeImportExtensions: true,
    },
  );
  // What is wrong with the code itself is found by `npm run check`.
  const { diagnostics } = program.emit();
  const faults = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

function publishedPackage(): object {
  const { name, version, description, license, type, sideEffects, bin, peerDependencies, peerDependenciesMeta } =
    project;
  return {
    name,
    version,
    description,
    license,
    type,
    sideEffects,
    bin,
    exports: Object.fromEntries(Object.entries(project.exports).map(([path, file]) => [path, published(file)])),
    dependencies: usedDependencies(),
    peerDependencies,
    peerDependenciesMeta,
    engines: ENGINES,
  };
}

function published(file: string): unknown {
  if (!file.endsWith(".ts")) return file;
  return { types: file.replace(/\.ts$/, ".d.ts"), default: file.replace(/\.ts$/, ".js") };
}

/** Those that what is published imports: whoever installs it does not get what only the Worker needs. */
function usedDependencies(): object {
  const texts = globSync("src/**/*.{js,d.ts}", { cwd: out }).map((path) => readFileSync(join(out, path), "utf8"));
  const used = new Set(
    texts.flatMap((text) => [...text.matchAll(/(?:\bfrom |\bimport\(|\bimport )"([^".#][^"]*)"/g)].map(nameOf)),
  );
  return Object.fromEntries(Object.entries(project.dependencies).filter(([dependency]) => used.has(dependency)));
}

/** `@scope/name` or `name`, without the path behind it. */
function nameOf([, specifier = ""]: readonly string[]): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

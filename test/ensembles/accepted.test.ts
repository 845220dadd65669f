/** Documents of the kinds that authors bring along, in both spellings: all of them compile. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";

const folder = join(import.meta.dirname, "accepted");
const scripts = ["scripts/auto-approve", "scripts/publish", "scripts/run-linter", "scripts/run-tests"];

test.each(readdirSync(folder))("%s compiles", (name) => {
  const { plan, diagnostics } = compileEnsemble({
    file: name,
    text: readFileSync(join(folder, name), "utf8"),
    scripts,
  });
  expect(diagnostics).toEqual([]);
  expect(plan).not.toBeNull();
});

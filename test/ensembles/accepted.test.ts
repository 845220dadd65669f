/** Documents of the kinds that authors bring along, in both spellings: all of them compile. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AVAILABLE_OPERATIONS, operationOptions } from "../../src/contract/operation-options.ts";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";

const folder = join(import.meta.dirname, "accepted");
const scripts = ["scripts/auto-approve", "scripts/publish", "scripts/run-linter", "scripts/run-tests"];
const all = Object.keys(operationOptions).length;

test.each(readdirSync(folder))("%s compiles", (name) => {
  const { plan, diagnostics } = compileEnsemble({
    file: name,
    text: readFileSync(join(folder, name), "utf8"),
    scripts,
  });
  // Operations that this version does not have yet are its only complaint.
  expect(diagnostics.filter(({ code }) => code !== "operation-not-available")).toEqual([]);
  if (diagnostics.length === 0) expect(plan).not.toBeNull();
  else expect(AVAILABLE_OPERATIONS.size).toBeLessThan(all);
});

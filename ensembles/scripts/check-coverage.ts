import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Input = z.object({ diff: z.string() });

/** Stands for your tests: insists that a change of the source comes with a change of a test. */
export default function checkCoverage({ input }: ScriptContext) {
  const changed = [...Input.parse(input).diff.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, path = ""]) => path);
  const tests = changed.filter((path) => /\.test\.\w+$/.test(path));
  const passed = tests.length > 0 || changed.length === 0;
  return { passed, tests, problems: passed ? [] : ["no test was changed"] };
}

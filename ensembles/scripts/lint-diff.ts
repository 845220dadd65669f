import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Input = z.object({ diff: z.string() });

const UNWANTED = [
  { pattern: /^\+.*\bdebugger\b/, problem: "a debugger statement" },
  { pattern: /^\+.*\bconsole\.log\b/, problem: "a console.log" },
  { pattern: /^\+.*[ \t]$/, problem: "spaces at the end of a line" },
] as const;

/** Stands for your linter: looks at the added lines for what should not be there. */
export default function lintDiff({ input }: ScriptContext) {
  const lines = Input.parse(input).diff.split("\n");
  const problems = UNWANTED.filter(({ pattern }) => lines.some((line) => pattern.test(line)));
  return { passed: problems.length === 0, problems: problems.map(({ problem }) => problem) };
}

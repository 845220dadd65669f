/** `ctx.now`: the time, as it was when it was first asked for. */
import { internalRules } from "../step-rules.ts";
import type { CodeRun } from "./code-run.ts";

export function timeInCode(run: CodeRun, name: string | undefined): Promise<number> {
  const { durable, now } = run.walk.ports;
  return run.call({ kind: "now", name, options: undefined }, ({ path }) =>
    durable.step(path, internalRules(), async () => now()),
  );
}

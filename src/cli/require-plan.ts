/** The plan of the one document that a command works on. */
import { existsSync, statSync } from "node:fs";
import type { Plan } from "../ensembles/plan.ts";
import { loadPlan, type Scripts } from "../testkit/load-plan.ts";
import { UsageError } from "./usage-error.ts";

/** @throws TestFault `ensemble-invalid`, whose message is the list of mistakes */
export async function requirePlan(path: string): Promise<{ readonly plan: Plan; readonly scripts: Scripts }> {
  if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);
  if (statSync(path).isDirectory()) throw new UsageError(`${path} is a folder; name one document in it`);
  return loadPlan(path, {});
}

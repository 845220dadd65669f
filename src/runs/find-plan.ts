/** The ensembles of this deployment. */
import { plans } from "#ensembles";
import type { Plan } from "../ensembles/plan.ts";
import { CountersignError } from "../kernel/errors.ts";

export function listPlans(): readonly Plan[] {
  return Object.values(plans);
}

export function findPlan(name: string): Plan | undefined {
  return Object.hasOwn(plans, name) ? plans[name] : undefined;
}

export function requirePlan(name: string): Plan {
  const plan = findPlan(name);
  if (plan === undefined) throw new CountersignError("ensemble-unknown", `There is no ensemble named "${name}".`);
  return plan;
}

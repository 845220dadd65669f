/** On which side of a gate a condition lies, found by evaluating it for each way the gate can go. */
import type { PlanCondition } from "../plan.ts";
import { evaluate } from "../../expressions/evaluate.ts";

/** `open`: it holds once all is approved; `shut`: only where it was not; `unknown`: more decides than the gates. */
export type Side = "open" | "shut" | "unknown";

export function conditionAfterGate({ expression }: PlanCondition, gates: readonly string[]): Side {
  const holds = (status: string): boolean => {
    const output = {
      status,
      approved: status === "approved",
      rejected: status === "rejected",
      timedOut: status === "timeout",
    };
    const names = Object.fromEntries(gates.map((gate) => [gate, { status: "completed", output }]));
    try {
      return Boolean(evaluate(expression, { names, now: "", env: () => undefined }));
    } catch {
      return false;
    }
  };
  if (gates.length === 0) return "unknown";
  if (holds("approved")) return "open";
  return holds("rejected") || holds("timeout") ? "shut" : "unknown";
}

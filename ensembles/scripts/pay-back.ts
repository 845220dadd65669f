import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for the next pay slip; this one only says what it would hold. */
export default function payBack({ input, run }: ScriptContext) {
  return { amount: input["amount"], category: input["category"], reference: `${run.id}-pay-back` };
}

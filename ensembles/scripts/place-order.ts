import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for your supplier's shop; this one only says what it would have ordered. */
export default function placeOrder({ input, run }: ScriptContext) {
  return { supplier: input["supplier"], item: input["item"], amount: input["amount"], order: `${run.id}-order` };
}

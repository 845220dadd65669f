import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for a call to your bank; this one only says what it would have paid. */
export default function releasePayment({ input, run }: ScriptContext) {
  return { paid: true, payee: input["payee"], amount: input["amount"], order: `${run.id}-release` };
}

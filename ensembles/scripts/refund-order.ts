import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for your shop's refunds; this one only says what it would have paid back. */
export default function refundOrder({ input, run }: ScriptContext) {
  return { order: input["order"], amount: input["amount"], reference: `${run.id}-refund` };
}

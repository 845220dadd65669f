import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for the signature; this one only says what it would have signed, and with which remarks. */
export default function signContract({ input, run }: ScriptContext) {
  const remarks = Array.isArray(input["remarks"]) ? input["remarks"].filter((remark) => remark !== null) : [];
  return { partner: input["partner"], remarks, reference: `${run.id}-contract` };
}

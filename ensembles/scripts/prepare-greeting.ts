import type { ScriptContext } from "../../src/contract/script.ts";

export default function prepareGreeting({ input, run }: ScriptContext) {
  return { greeting: `Hello! ${String(input["message"])}`, preparedBy: run.ensemble };
}

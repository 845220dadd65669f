import type { ScriptContext } from "../../../src/contract/script.ts";

export default function prepare({ input }: ScriptContext) {
  return { greeting: `Hello! ${String(input["message"])}` };
}

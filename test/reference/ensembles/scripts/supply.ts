import type { ScriptContext } from "../../../../src/contract/script.ts";

/** Stands for the agents that a fragment reads and does not contain: its input is its output. */
export default function supply({ input }: ScriptContext) {
  return input;
}

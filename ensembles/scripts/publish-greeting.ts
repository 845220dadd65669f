import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for whatever publishing means to you; this one only says what it would have published. */
export default function publishGreeting({ input }: ScriptContext) {
  return { published: true, greeting: input["greeting"], comment: input["comment"] };
}

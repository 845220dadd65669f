import type { ScriptContext } from "../../../../src/contract/script.ts";

export default function countWords({ input }: ScriptContext) {
  return { words: String(input["text"]).split(/\s+/).length };
}

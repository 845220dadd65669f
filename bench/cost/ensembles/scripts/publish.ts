import type { ScriptContext } from "../../../../src/contract/script.ts";

export default function publish({ input }: ScriptContext) {
  return { published: input["message"] };
}

import type { ScriptContext } from "../../../src/contract/script.ts";

export default function publish({ input }: ScriptContext) {
  return { published: true, greeting: input["greeting"] };
}

import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for your website's own interface; this one only says what it would have published. */
export default function publishPost({ input }: ScriptContext) {
  return { post: input["post"] };
}

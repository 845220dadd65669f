import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for the channel's own API; this one only says what it would have sent. */
export default function launchPost({ input, run }: ScriptContext) {
  return { channel: input["channel"], sent: input["text"], reference: `${run.id}-${String(input["position"])}` };
}

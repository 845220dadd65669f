/** `ctx.notify`: an agent of `operation: notify` for each channel. */
import { NotifyOptions } from "../../authoring/call-options.ts";
import type { Sent } from "../../authoring/ensemble-context.ts";
import { doWork } from "../do-work.ts";
import { notifyAgents } from "./call-agents.ts";
import type { CallName } from "./call-name.ts";
import { checkCallOptions } from "./call-options.ts";
import { type CodeRun, outputOf } from "./code-run.ts";

export function notifyInCode(run: CodeRun, name: string | undefined, options: unknown): Promise<Sent> {
  return run.call({ kind: "notify", name, options }, async (callName) => {
    const agents = notifyAgents(callName.agent, checkCallOptions(NotifyOptions, options));
    const names = agents.map((_agent, index) => (index === 0 ? callName : run.claim(further(callName, index))));
    const sent = await Promise.all(
      agents.map(async (agent, index) => {
        const own = names[index] ?? callName;
        return outputOf(own, await doWork(run.walk, run.place(own, agent), agent)) as Partial<Sent> | null;
      }),
    );
    // What stands for the operation in a test may give anything.
    return { deliveries: sent.flatMap((one) => one?.deliveries ?? []) };
  });
}

/** The second channel of a message has a step of its own, and so on. */
function further(name: CallName, index: number): CallName {
  return { ...name, path: `${name.path}.${index + 1}` };
}

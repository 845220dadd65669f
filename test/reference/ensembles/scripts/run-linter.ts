import type { AgentExecutionContext } from "@ensemble-edge/conductor";

/** Lets everything pass but a forgotten debugger. */
export default function runLinter(context: AgentExecutionContext) {
  const { code } = context.input;
  return { passed: typeof code === "string" && !code.includes("debugger") };
}

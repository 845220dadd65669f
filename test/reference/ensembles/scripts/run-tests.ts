import type { AgentExecutionContext } from "@ensemble-edge/conductor";

export default function runTests(context: AgentExecutionContext) {
  const { code } = context.input;
  // A test runner would be given the code here.
  return { passed: true };
}

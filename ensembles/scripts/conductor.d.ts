/**
 * Scripts written for Conductor name their context after its package. The type stands here, so that they check as they
 * are; nothing of the package is needed, since `import type` is gone when a script runs.
 */
declare module "@ensemble-edge/conductor" {
  // oxlint-disable-next-line typescript/consistent-type-imports -- an import beside it would make this file a module
  export type AgentExecutionContext = import("../../src/contract/script.ts").ScriptContext;
}

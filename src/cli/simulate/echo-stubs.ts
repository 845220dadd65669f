/** Stubs for what the command line does not mention: each answers with a note on what would have been called. */
import { operationOptions, type OperationName } from "../../contract/operation-options.ts";
import type { Call, Stub } from "../../testkit/stubs.ts";

/** For all operations that go outside; scripts run as they are. */
export function echoStubs(): Readonly<Partial<Record<OperationName, Stub>>> {
  const outside = Object.keys(operationOptions).filter((name) => name !== "code");
  return Object.fromEntries(outside.map((name) => [name, echo]));
}

function echo(call: Call): string | { readonly simulated: string } {
  if (call.operation === "think") return `(the answer of a model to ${call.agent})`;
  return { simulated: call.url === undefined ? call.operation : `${call.method} ${call.url}` };
}

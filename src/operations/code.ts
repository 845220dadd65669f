/** `operation: code`: calls the default export of a file under ensembles/scripts with one context. */
import { operationOptions } from "../contract/operation-options.ts";
import type { Script, ScriptContext } from "../contract/script.ts";
import { checkOptions } from "./check-options.ts";
import { isJsonObject } from "../kernel/json.ts";
import type { Operation, OperationPorts, OperationRequest } from "./operation.ts";
import { asStepFailure, StepFailure } from "./step-failure.ts";

export const code: Operation = {
  options: operationOptions.code,
  defaultTimeoutMs: 60_000,
  run,
};

async function run(request: OperationRequest, ports: OperationPorts): Promise<unknown> {
  const script = request.inline ?? namedScript(request, ports);
  const context: ScriptContext = {
    input: isJsonObject(request.input) ? request.input : {},
    env: ports.variables,
    run: request.run,
    idempotencyKey: request.idempotencyKey,
    signal: request.signal,
  };
  try {
    return await script(context);
  } catch (error) {
    throw request.inline === undefined ? asStepFailure(error, "script-failed") : asStepFailure(error, "step-failed");
  }
}

function namedScript({ config }: OperationRequest, ports: OperationPorts): Script {
  const options = checkOptions(operationOptions.code, config);
  const script = ports.script(options.script);
  if (script !== undefined) return script;
  throw new StepFailure("script-unknown", `There is no script ${options.script} in this deployment.`, {
    retryable: "no",
  });
}

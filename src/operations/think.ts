/** `operation: think`: asks a language model, and checks what it answers where a schema says how. */
import { operationOptions } from "../contract/operation-options.ts";
import type { Json } from "../kernel/json.ts";
import { checkOptions } from "./check-options.ts";
import type { Operation, OperationPorts, OperationRequest } from "./operation.ts";
import { StepFailure } from "./step-failure.ts";
import { chooseModel } from "./think/choose-model.ts";
import { instructionsFor, wantsObject } from "./think/instructions.ts";
import { readAnswer } from "./think/read-answer.ts";

export const think: Operation = {
  options: operationOptions.think,
  defaultTimeoutMs: 120_000,
  run,
};

async function run(request: OperationRequest, ports: OperationPorts): Promise<Json> {
  const { schema, system, ...options } = checkOptions(operationOptions.think, request.config);
  const model = chooseModel(options.model, ports.models());
  // Loaded when it is first needed: the AI SDK is by far the largest thing in the Worker.
  const { askModel } = await import("./think/ask-model.ts");
  const { usage, isWithheld, ...answer } = await askModel(
    {
      model,
      instructions: instructionsFor(system, schema),
      prompt: options.prompt,
      temperature: options.temperature,
      maxTokens: options.maxTokens,
      wantsObject: wantsObject(schema),
    },
    { fetch: ports.fetch, signal: request.signal, now: ports.now },
  );
  if (usage !== null) request.recordUsage(usage);
  if (isWithheld && answer.text === "") {
    throw new StepFailure("answer-withheld", "The provider's content filter withheld the answer.", { retryable: "no" });
  }
  return readAnswer(answer, schema);
}

/** Asks a language model, once. The only file that loads the AI SDK; it is imported when the first question is asked. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, type LanguageModel, Output } from "ai";
import { createWorkersAI } from "workers-ai-provider";
import type { TokenUsage } from "../../contract/run.ts";
import type { ChosenModel } from "./choose-model.ts";
import { modelFailure } from "./model-failure.ts";
import type { Answer } from "./read-answer.ts";

export interface Question {
  readonly model: ChosenModel;
  readonly instructions: string | undefined;
  readonly prompt: string;
  readonly temperature: number | undefined;
  readonly maxTokens: number | undefined;
  /** Asks for the server's JSON mode. */
  readonly wantsObject: boolean;
}

export interface ModelPorts {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface ModelAnswer extends Answer {
  /** The provider refused to let the model's answer through. */
  readonly isWithheld: boolean;
  readonly usage: TokenUsage | null;
}

// Its warnings go to the console, with nobody to read them.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** @throws StepFailure */
export async function askModel(question: Question, ports: ModelPorts): Promise<ModelAnswer> {
  try {
    const { text, finishReason, usage } = await generateText({
      model: languageModel(question.model, ports.fetch),
      prompt: question.prompt,
      maxRetries: 0,
      abortSignal: ports.signal,
      ...(question.instructions === undefined ? {} : { instructions: question.instructions }),
      ...(question.temperature === undefined ? {} : { temperature: question.temperature }),
      ...(question.maxTokens === undefined ? {} : { maxOutputTokens: question.maxTokens }),
      ...(question.wantsObject ? { output: JSON_MODE } : {}),
    });
    return {
      text,
      isCut: finishReason === "length",
      isWithheld: finishReason === "content-filter",
      usage: usageOf(usage),
    };
  } catch (error) {
    throw modelFailure(error, question.model, ports);
  }
}

/** The SDK's own JSON output refuses what is no JSON before anybody saw what the model said. */
const JSON_MODE: Output.Output<string, string, never> = {
  ...Output.text(),
  name: "json-text",
  responseFormat: Promise.resolve({ type: "json" }),
};

function languageModel(model: ChosenModel, fetch: ModelPorts["fetch"]): LanguageModel {
  if (model.provider === "workers-ai") return createWorkersAI({ binding: model.binding })(model.name);
  const provider = createOpenAICompatible({
    name: model.provider,
    baseURL: model.baseUrl,
    ...(model.apiKey === undefined ? {} : { apiKey: model.apiKey }),
    // The key goes to the address that was set, and to no other.
    fetch: (input, init) => fetch(input, { ...init, redirect: "manual" }),
  });
  return provider(model.name);
}

function usageOf(usage: {
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
}): TokenUsage | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return null;
  return { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

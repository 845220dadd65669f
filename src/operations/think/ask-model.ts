/**
 * Asks a language model, once, through the AI SDK's providers. Their models are called as they are: the SDK's layer above
 * them (tools, streams, retries of its own) has nothing to do here and would double the size of the Worker.
 */
import type { LanguageModelV4, LanguageModelV4Prompt } from "@ai-sdk/provider";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
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

/** @throws StepFailure */
export async function askModel(question: Question, ports: ModelPorts): Promise<ModelAnswer> {
  try {
    const { content, finishReason, usage } = await languageModel(question.model, ports.fetch).doGenerate({
      prompt: messagesOf(question),
      abortSignal: ports.signal,
      ...(question.temperature === undefined ? {} : { temperature: question.temperature }),
      ...(question.maxTokens === undefined ? {} : { maxOutputTokens: question.maxTokens }),
      ...(question.wantsObject ? { responseFormat: { type: "json" } } : {}),
    });
    return {
      text: content.map((part) => (part.type === "text" ? part.text : "")).join(""),
      isCut: finishReason.unified === "length",
      isWithheld: finishReason.unified === "content-filter",
      usage: usageOf(usage.inputTokens.total, usage.outputTokens.total),
    };
  } catch (error) {
    throw modelFailure(error, question.model, ports);
  }
}

function messagesOf({ instructions, prompt }: Question): LanguageModelV4Prompt {
  return [
    ...(instructions === undefined ? [] : [{ role: "system" as const, content: instructions }]),
    { role: "user", content: [{ type: "text", text: prompt }] },
  ];
}

function languageModel(model: ChosenModel, fetch: ModelPorts["fetch"]): LanguageModelV4 {
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

function usageOf(inputTokens: number | undefined, outputTokens: number | undefined): TokenUsage | null {
  if (inputTokens === undefined && outputTokens === undefined) return null;
  return { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

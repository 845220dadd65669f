/** Which model an agent asks, and by what way. */
import { StepFailure } from "../step-failure.ts";
import type { ModelSettings } from "./model-settings.ts";

export type ChosenModel =
  | {
      readonly provider: "openai-compatible";
      readonly name: string;
      readonly baseUrl: string;
      readonly apiKey: string | undefined;
    }
  | { readonly provider: "workers-ai"; readonly name: string; readonly binding: Ai };

/** Names of models may have colons of their own (`llama3:8b`): only these are providers. */
const SPEC = /^(openai-compatible|workers-ai):(.+)$/;

/**
 * @param spec - `openai-compatible:NAME`, `workers-ai:NAME`, or a bare name, which goes to AI_BASE_URL
 * @throws StepFailure where a setting is missing; it says how to set it
 */
export function chooseModel(spec: string | undefined, settings: ModelSettings): ChosenModel {
  const wanted = spec ?? settings.model;
  if (wanted === undefined) {
    throw missing("There is no model to ask: set `model` of the agent, or AI_MODEL under [vars] in wrangler.toml.");
  }
  const [, provider, name = wanted] = SPEC.exec(wanted) ?? [];
  return provider === "workers-ai" ? onWorkersAi(name, settings) : onServer(name, settings);
}

function onServer(name: string, { baseUrl, apiKey }: ModelSettings): ChosenModel {
  if (baseUrl !== undefined) return { provider: "openai-compatible", name, baseUrl, apiKey };
  throw missing(
    `AI_BASE_URL is not set, to which the model ${name} belongs. To set it: add AI_BASE_URL, such as ` +
      "https://api.openai.com/v1, under [vars] in wrangler.toml; and where the server wants a key: " +
      "npx wrangler secret put AI_API_KEY",
  );
}

function onWorkersAi(name: string, { workersAi }: ModelSettings): ChosenModel {
  if (workersAi !== undefined) return { provider: "workers-ai", name, binding: workersAi };
  throw missing(
    `The binding AI is not set, to which the model workers-ai:${name} belongs. To set it: add to wrangler.toml ` +
      '[ai] with binding = "AI"',
  );
}

function missing(message: string): StepFailure {
  return new StepFailure("setting-invalid", message, { retryable: "no" });
}

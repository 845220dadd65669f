/** What the think operation needs to know. Read when it is asked, so that a wrong setting stops nothing else. */
import type { ModelSettings } from "../operations/think/model-settings.ts";
import { readBinding } from "./read-binding.ts";
import { readUrl, readVariable, type Variables } from "./read-variable.ts";
import { settingInvalid } from "./setting-invalid.ts";

export function readModelSettings(env: Variables): ModelSettings {
  return {
    baseUrl: readUrl(env, "AI_BASE_URL"),
    // `echo key | wrangler secret put` leaves a line break at its end.
    apiKey: readVariable(env, "AI_API_KEY")?.trim(),
    model: readVariable(env, "AI_MODEL"),
    workersAi: readWorkersAi(env),
  };
}

function readWorkersAi(env: Variables): Ai | undefined {
  const binding = readBinding(env, "AI");
  if (binding === undefined || isWorkersAi(binding)) return binding;
  throw settingInvalid("AI", "is not Workers AI", 'add to wrangler.toml: [ai] with binding = "AI"');
}

function isWorkersAi(binding: object): binding is Ai {
  return "run" in binding && typeof binding.run === "function";
}

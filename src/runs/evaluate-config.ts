/** An agent's options, evaluated; and of those that may be markup, who wrote which part. */
import { LITERAL_OPTIONS, MARKUP_OPTIONS } from "../contract/operation-options.ts";
import type { WorkAgent } from "../ensembles/plan.ts";
import type { CompiledValue, Scope } from "../expressions/compiled.ts";
import { evaluateMarkup, type MarkupPart, markupText } from "../expressions/evaluate-markup.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { isJsonObject } from "../kernel/json.ts";
import { StepFailure } from "../operations/step-failure.ts";

export interface EvaluatedConfig {
  readonly config: unknown;
  readonly markup: Readonly<Record<string, readonly MarkupPart[]>>;
}

/** Refuses an option that must be literal and is not, as the build does, since plans are kept longer than builds. */
export function evaluateConfig({ operation, config }: WorkAgent, scope: Scope): EvaluatedConfig {
  for (const option of LITERAL_OPTIONS[operation] ?? []) requireLiteral(config, option);
  const markup: Record<string, readonly MarkupPart[]> = {};
  for (const option of MARKUP_OPTIONS[operation] ?? []) {
    const value = memberOf(config, option);
    if (value !== undefined) markup[option] = evaluateMarkup(value, scope);
  }
  const values = evaluateValue(config, scope);
  const texts = Object.entries(markup).map(([option, parts]) => [option, markupText(parts)]);
  return { config: isJsonObject(values) ? { ...values, ...Object.fromEntries(texts) } : values, markup };
}

function requireLiteral(config: CompiledValue, option: string): void {
  const value = memberOf(config, option);
  if (value === undefined || value.k === "const") return;
  throw new StepFailure("options-invalid", `\`${option}\` must be written out; it cannot be an expression.`, {
    retryable: "no",
  });
}

function memberOf(config: CompiledValue, name: string): CompiledValue | undefined {
  if (config.k === "object") return config.o.find(([key]) => key === name)?.[1];
  if (config.k !== "const" || !isJsonObject(config.v) || !Object.hasOwn(config.v, name)) return undefined;
  return { k: "const", v: config.v[name] ?? null };
}

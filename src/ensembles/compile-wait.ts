/** Compiles `operation: wait`: a rest until something happens outside, or for a while. */
import { DEFAULT_TIMEOUT_MS, LEAST_SLEEP_MS, LEAST_TIMEOUT_MS, MOST_TIMEOUT_MS } from "../contract/approval-limits.ts";
import { EVENT_TYPE } from "../contract/run-event.ts";
import type { AgentDraft } from "./agent-parts.ts";
import type { Compilation } from "./compilation.ts";
import { entryOf, filledEntryOf } from "./document-node.ts";
import type { MapNode } from "./document-node.ts";
import { checkKeys, durationOption, isKnown, mapOption, readDuration, textOption } from "./literal-options.ts";
import type { SleepAgent, WaitAgent } from "./plan.ts";

export const WAIT = "wait";
export const WAIT_KEYS = ["event", "timeout", "for"] as const;
export const NOT_ON_A_WAIT = ["input", "inputs", "retry", "timeout"] as const;

export function compileWait(compilation: Compilation, { agent, parts }: AgentDraft): WaitAgent | SleepAgent {
  for (const key of NOT_ON_A_WAIT) refuse(compilation, agent.node, key);
  const config = mapOption(compilation, agent.node, "config");
  if (config === null) return { kind: "wait", ...parts, event: agent.name, timeoutMs: DEFAULT_TIMEOUT_MS };
  checkKeys(compilation, config, WAIT_KEYS, "The `config` of a wait");
  checkOneKind(compilation, config);
  const ms = durationOption(compilation, config, "for", { unit: "ms", least: LEAST_SLEEP_MS, most: MOST_TIMEOUT_MS });
  if (ms !== null) return { kind: "sleep", ...parts, ms };
  return {
    kind: "wait",
    ...parts,
    event: readEvent(compilation, config) ?? agent.name,
    timeoutMs: readTimeout(compilation, config),
  };
}

function readEvent(compilation: Compilation, config: MapNode): string | null {
  const event = textOption(compilation, config, "event");
  if (event === null || EVENT_TYPE.test(event)) return event;
  compilation.diagnostics.error(
    "option-invalid",
    filledEntryOf(config, "event")?.value.span ?? config.span,
    "`event`: letters, digits, _ and -, at most 64, not starting with a digit.",
  );
  return null;
}

/** `null`: without end. */
function readTimeout(compilation: Compilation, config: MapNode): number | null {
  const entry = filledEntryOf(config, "timeout");
  if (entry === undefined || !isKnown(compilation, entry)) return DEFAULT_TIMEOUT_MS;
  const rule = { unit: "ms", least: LEAST_TIMEOUT_MS, most: MOST_TIMEOUT_MS, orNever: true } as const;
  const timeout = readDuration(compilation, entry, rule) ?? DEFAULT_TIMEOUT_MS;
  return timeout === "never" ? null : timeout;
}

function checkOneKind({ diagnostics }: Compilation, config: MapNode): void {
  const sleep = entryOf(config, "for");
  const event = entryOf(config, "event") ?? entryOf(config, "timeout");
  if (sleep === undefined || event === undefined) return;
  diagnostics.error(
    "option-invalid",
    sleep.keySpan,
    `\`for\` waits for a time and \`${event.key}\` belongs to an event; keep one.`,
  );
}

function refuse({ diagnostics }: Compilation, node: MapNode, key: string): void {
  const entry = entryOf(node, key);
  if (entry === undefined) return;
  const cure = key === "timeout" ? "; how long it waits is `timeout` in its `config`" : "";
  diagnostics.error("option-not-here", entry.keySpan, `\`${key}\` means nothing on an agent that waits${cure}.`);
}

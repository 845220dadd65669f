/** Compiles a hitl agent: one that asks people, or one that answers another approval. */
import { MOST_REJECTIONS } from "../contract/approval-limits.ts";
import type { AgentDraft } from "./agent-parts.ts";
import type { Compilation } from "./compilation.ts";
import { compileAnswer } from "./compile-answer.ts";
import { compileHitlInputs, HITL_INPUT_KEYS, hitlInputEntries } from "./compile-hitl-inputs.ts";
import { compileHitlTimeout } from "./compile-hitl-timeout.ts";
import { compileNotification } from "./compile-notification.ts";
import { compileOnRejected } from "./compile-on-rejected.ts";
import { compileTimers } from "./compile-timers.ts";
import { checkApprovers, checkOneApproval } from "./check-approvers.ts";
import { entryOf, filledEntryOf } from "./document-node.ts";
import type { MapEntry, MapNode } from "./document-node.ts";
import { HITL_CONFIG_KEYS } from "./hitl-config-keys.ts";
import { booleanOption, checkKeys, integerOption, mapOption, wordOption } from "./literal-options.ts";
import type { AnswerAgent, HitlAgent } from "./plan.ts";

export const ACTIONS = ["suspend", "resume", "approve", "reject"] as const;

export function compileHitl(compilation: Compilation, draft: AgentDraft): HitlAgent | AnswerAgent {
  checkWorkOptions(compilation, draft.agent.node);
  const config = mapOption(compilation, draft.agent.node, "config");
  const action = config === null ? null : wordOption(compilation, config, "action", ACTIONS, "action-unknown");
  if (action !== null && action !== "suspend") return compileAnswer(compilation, draft, action);
  return compileRequest(compilation, draft, config);
}

function compileRequest(compilation: Compilation, draft: AgentDraft, config: MapNode | null): HitlAgent {
  const { agent, parts, place } = draft;
  if (config !== null) checkConfigKeys(compilation, config);
  const entries = hitlInputEntries(compilation, agent.node);
  const timeoutInMs = config === null ? undefined : filledEntryOf(config, "timeout");
  const timeoutInSeconds = entries.find(({ key }) => key === "timeout");
  checkApprovers(compilation, entries);
  const editable = config !== null && booleanOption(compilation, config, "editable") === true;
  if (editable) checkOneApproval(compilation, entries);
  const onRejected = config === null ? undefined : compileOnRejected(compilation, agent, config);
  const inputs = compileHitlInputs(compilation, { entries, place });
  const timeout = compileHitlTimeout(compilation, {
    inMs: timeoutInMs,
    inSeconds: timeoutInSeconds,
    seconds: inputs.timeout,
    place,
  });
  return {
    kind: "hitl",
    ...parts,
    inputs: inputs.ordered,
    timeout,
    ...compileNotification(compilation, { config, entries, place }),
    gate: (config === null ? null : booleanOption(compilation, config, "gate")) ?? true,
    rejectionsNeeded:
      (config === null ? null : integerOption(compilation, config, "rejectionsNeeded", 1, MOST_REJECTIONS)) ?? 1,
    ...(editable ? { editable } : {}),
    ...(onRejected === undefined ? {} : { onRejected }),
    ...(config === null ? {} : compileRules(compilation, config, entries)),
    ...(config === null ? {} : compileTimers(compilation, { config, timeout, place })),
  };
}

function compileRules(
  compilation: Compilation,
  config: MapNode,
  inputs: readonly MapEntry[],
): Pick<HitlAgent, "requireVerified" | "selfApproval"> {
  const requireVerified = booleanOption(compilation, config, "requireVerified");
  if (requireVerified === true && inputs.every(({ key }) => key !== "approvers")) {
    compilation.diagnostics.error(
      "approvers-missing",
      entryOf(config, "requireVerified")?.keySpan ?? config.span,
      "`requireVerified` needs `approvers`: nobody else can be proved.",
    );
  }
  const selfApproval = booleanOption(compilation, config, "selfApproval");
  return {
    ...(requireVerified === null ? {} : { requireVerified }),
    ...(selfApproval === null ? {} : { selfApproval }),
  };
}

function checkConfigKeys(compilation: Compilation, config: MapNode): void {
  checkKeys(compilation, config, HITL_CONFIG_KEYS, "The `config` of a hitl agent", {
    keys: HITL_INPUT_KEYS,
    home: "inputs",
  });
}

/** What agents that do work have, and agents that wait for people have not. */
function checkWorkOptions(compilation: Compilation, node: MapNode): void {
  const timeout = entryOf(node, "timeout");
  const retry = entryOf(node, "retry");
  if (timeout !== undefined) {
    compilation.diagnostics.error(
      "timeout-on-hitl",
      timeout.keySpan,
      "A hitl agent's `timeout` stands in its `inputs` (seconds) or its `config` (milliseconds).",
    );
  }
  if (retry !== undefined) {
    compilation.diagnostics.error(
      "option-not-here",
      retry.keySpan,
      "A hitl agent is not retried; `onRejected` asks again after a rejection.",
    );
  }
}

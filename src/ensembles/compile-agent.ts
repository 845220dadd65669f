/** Compiles one agent: decides what kind it is, checks its keys, and hands it to that kind's compiler. */
import { isDeniedMember } from "../expressions/denied-members.ts";
import { isReservedName, isSpeakableName } from "../expressions/name-grammar.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import { operationOptions } from "../contract/operation-options.ts";
import type { AgentParts } from "./agent-parts.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileCondition } from "./compile-condition.ts";
import { compileForeach } from "./compile-foreach.ts";
import { compileHitl } from "./compile-hitl.ts";
import { compileWait, WAIT } from "./compile-wait.ts";
import { compileWork } from "./compile-work.ts";
import { entryOf, filledEntryOf, textOf } from "./document-node.ts";
import type { MapEntry } from "./document-node.ts";
import { checkKeys, listOption, wordOption, wrongType } from "./literal-options.ts";
import type { AgentOutline } from "./outline.ts";
import type { ParallelAgent, PlanAgent } from "./plan.ts";

export const AGENT_KEYS = [
  "name",
  "operation",
  "agent",
  "config",
  "input",
  "inputs",
  "condition",
  "retry",
  "timeout",
  "onError",
  "foreach",
  "concurrency",
  "parallel",
] as const;
export const ON_ERROR = ["fail", "continue"] as const;
export const AGENT_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** `null` where the agent is so wrong that there is nothing to compile; every mistake is reported. */
export function compileAgent(compilation: Compilation, agent: AgentOutline): PlanAgent | null {
  checkName(compilation, agent);
  checkKeys(compilation, agent.node, AGENT_KEYS, "An agent");
  const kind = kindOf(compilation, agent);
  const isGroup = kind?.kind === "parallel";
  const foreach = isGroup ? undefined : compileForeach(compilation, agent);
  const place: Place = { agent, inForeach: entryOf(agent.node, "foreach") !== undefined };
  const condition = compileCondition(compilation, agent.node, place);
  const parts: AgentParts = {
    name: agent.name,
    ...(condition === undefined ? {} : { condition }),
    ...(foreach === undefined ? {} : { foreach }),
    onError: wordOption(compilation, agent.node, "onError", ON_ERROR) ?? "fail",
  };
  switch (kind?.kind) {
    case undefined:
      return null;
    case "parallel":
      return compileParallel(compilation, agent, parts);
    case "hitl":
      return compileHitl(compilation, { agent, parts, place });
    case "wait":
      return compileWait(compilation, { agent, parts, place });
    case "work":
      return compileWork(compilation, { agent, parts, place, operation: kind.operation });
    default:
      return kind satisfies never;
  }
}

function checkName(compilation: Compilation, { name, node, span }: AgentOutline): void {
  const { diagnostics, outline } = compilation;
  const entry = filledEntryOf(node, "name");
  if (entry === undefined) return diagnostics.error("agent-name-missing", span, "This agent has no `name`.");
  if (textOf(entry.value) === null) return wrongType(compilation, entry, "a text");
  if (!AGENT_NAME.test(name) || !isSpeakableName(name)) {
    return diagnostics.error(
      "agent-name-invalid",
      span,
      `"${name}" cannot be an agent's name: letters, digits, _ and inner - only, not starting with a digit, at most 64.`,
    );
  }
  if (isReservedName(name) || isDeniedMember(name)) {
    return diagnostics.error(
      "agent-name-reserved",
      span,
      `"${name}" already means something in every expression; choose another name.`,
    );
  }
  const first = outline.byName.get(name);
  if (first !== undefined && first.node !== node) {
    diagnostics.error(
      "agent-name-twice",
      span,
      `Another agent, in line ${diagnostics.lineOf(first.span.offset)}, is already called "${name}".`,
    );
  }
}

type AgentKind =
  | { readonly kind: "parallel" | "hitl" | "wait" }
  | { readonly kind: "work"; readonly operation: keyof typeof operationOptions };

function kindOf(compilation: Compilation, { node, span }: AgentOutline): AgentKind | null {
  const { diagnostics } = compilation;
  const [first, ...others] = ["parallel", "agent", "operation"].flatMap((key) => filledEntryOf(node, key) ?? []);
  if (first === undefined) {
    diagnostics.error(
      "operation-missing",
      span,
      "This agent does nothing: it needs an `operation`, `agent: hitl`, or `parallel`.",
    );
    return null;
  }
  for (const other of others) {
    if (textOf(first.value) === "hitl" && textOf(other.value) === "hitl") continue;
    diagnostics.error(
      "operation-conflict",
      other.keySpan,
      `An agent does one thing, and \`${first.key}\` already says which.`,
    );
  }
  if (first.key === "parallel") return { kind: "parallel" };
  return first.key === "agent" ? builtInKind(compilation, first) : operationKind(compilation, first);
}

function builtInKind(compilation: Compilation, entry: MapEntry): AgentKind | null {
  const text = textOf(entry.value);
  if (text === "hitl") return { kind: "hitl" };
  const meant =
    text !== null && (text === WAIT || isOperation(text)) ? `; for an operation write \`operation: ${text}\`` : "";
  compilation.diagnostics.error(
    "agent-kind-unknown",
    entry.value.span,
    `\`agent\` can only be hitl${meant}.`,
    text === null ? undefined : nearestName(text, ["hitl"]),
  );
  return null;
}

function operationKind(compilation: Compilation, entry: MapEntry): AgentKind | null {
  const text = textOf(entry.value);
  if (text === "hitl") return { kind: "hitl" };
  if (text === WAIT) return { kind: "wait" };
  if (text !== null && isOperation(text)) return { kind: "work", operation: text };
  const known = [...Object.keys(operationOptions), WAIT, "hitl"];
  const message =
    text === null ? `\`operation\` must be one of ${known.join(", ")}.` : `There is no operation "${text}".`;
  compilation.diagnostics.error(
    "operation-unknown",
    entry.value.span,
    message,
    text === null ? undefined : nearestName(text, known),
  );
  return null;
}

function isOperation(text: string): text is keyof typeof operationOptions {
  return Object.hasOwn(operationOptions, text);
}

export const NOT_ON_A_GROUP = ["config", "input", "inputs", "retry", "timeout", "concurrency"] as const;

function compileParallel(compilation: Compilation, group: AgentOutline, parts: AgentParts): ParallelAgent | null {
  const { diagnostics } = compilation;
  for (const key of NOT_ON_A_GROUP) {
    const entry = entryOf(group.node, key);
    if (entry !== undefined)
      diagnostics.error(
        "option-not-here",
        entry.keySpan,
        `\`${key}\` belongs to the agents of a parallel group, not to the group.`,
      );
  }
  const foreach = entryOf(group.node, "foreach");
  if (foreach !== undefined)
    diagnostics.error(
      "foreach-on-group",
      foreach.keySpan,
      "A parallel group cannot be repeated; give its agents a `foreach`.",
    );
  const list = listOption(compilation, group.node, "parallel");
  const nested = entryOf(group.node, "parallel");
  if (group.group !== null) {
    if (nested !== undefined)
      diagnostics.error(
        "parallel-nested",
        nested.keySpan,
        "A parallel group cannot contain another; put its agents into this one.",
      );
    return null;
  }
  if (list === null) return null;
  if (list.items.length === 0)
    diagnostics.error("agents-missing", list.span, "A parallel group has at least one agent.");
  for (const item of list.items)
    if (item.kind !== "map")
      diagnostics.error("wrong-type", item.span, "An agent is a mapping with a name and an operation.");
  const agents = group.members.flatMap((member) => compileAgent(compilation, member) ?? []);
  return { kind: "parallel", ...parts, agents };
}

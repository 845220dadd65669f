/** Compiles `onRejected`: the way back to an earlier agent after a rejection, so many times at most. */
import { nearestName } from "../expressions/nearest-name.ts";
import type { Compilation } from "./compilation.ts";
import { entryOf, filledEntryOf, textOf } from "./document-node.ts";
import type { MapEntry, MapNode } from "./document-node.ts";
import { checkKeys, integerOption, mapOption, wrongType } from "./literal-options.ts";
import type { AgentOutline } from "./outline.ts";
import type { HitlAgent } from "./plan.ts";

export const MOST_ROUNDS = 20;
export const ON_REJECTED_KEYS = ["goto", "maxRounds"] as const;

export function compileOnRejected(
  compilation: Compilation,
  agent: AgentOutline,
  config: MapNode,
): HitlAgent["onRejected"] {
  const onRejected = mapOption(compilation, config, "onRejected");
  const key = entryOf(config, "onRejected");
  if (onRejected === null || key === undefined) return undefined;
  checkKeys(compilation, onRejected, ON_REJECTED_KEYS, "`onRejected`");
  const maxRounds = integerOption(compilation, onRejected, "maxRounds", 1, MOST_ROUNDS);
  if (filledEntryOf(onRejected, "maxRounds") === undefined) {
    compilation.diagnostics.error(
      "loop-without-bound",
      key.keySpan,
      `\`onRejected\` needs \`maxRounds\`, from 1 to ${MOST_ROUNDS}: how often people may be asked in all.`,
    );
  }
  const goto = filledEntryOf(onRejected, "goto");
  if (goto === undefined) {
    compilation.diagnostics.error(
      "value-missing",
      key.keySpan,
      "`onRejected` needs `goto`: the earlier agent to go back to.",
    );
    return undefined;
  }
  checkGoto(compilation, agent, goto);
  return { goto: textOf(goto.value) ?? "", maxRounds: maxRounds ?? 1 };
}

function checkGoto(compilation: Compilation, agent: AgentOutline, goto: MapEntry): void {
  const { diagnostics, outline } = compilation;
  const { span } = goto.value;
  const name = textOf(goto.value);
  if (name === null) return wrongType(compilation, goto, "the name of an agent");
  if (agent.group !== null || entryOf(agent.node, "foreach") !== undefined) {
    return diagnostics.error(
      "goto-from-branch",
      goto.keySpan,
      "Only a hitl agent that is neither in a parallel group nor repeated can send the run back.",
    );
  }
  const target = outline.byName.get(name);
  if (target === undefined || target.group !== null) return reportUnknownGoto(compilation, agent, goto);
  if (target === agent)
    return diagnostics.error(
      "goto-not-earlier",
      span,
      "An agent cannot go back to itself; name the earlier agent whose work is to be done again.",
    );
  if (target.position > agent.position)
    diagnostics.error("goto-not-earlier", span, `"${name}" comes after "${agent.name}"; a rejection can only go back.`);
}

function reportUnknownGoto({ diagnostics, outline }: Compilation, agent: AgentOutline, goto: MapEntry): void {
  const name = textOf(goto.value) ?? "";
  const group = outline.byName.get(name)?.group?.name;
  const earlier = outline.agents.filter(({ position }) => position < agent.position).map((candidate) => candidate.name);
  const message =
    group === undefined
      ? `There is no agent "${name}" to go back to.`
      : `"${name}" is part of the parallel group "${group}"; go back to the group.`;
  diagnostics.error("goto-unknown", goto.value.span, message, group ?? nearestName(name, earlier));
}

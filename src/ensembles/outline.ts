/** The outline of a document: which agents there are and in which order, before any is compiled. */
import { entryOf, filledEntryOf, textOf } from "./document-node.ts";
import type { DocumentNode, MapNode, Span } from "./document-node.ts";

export interface AgentOutline {
  /** Empty where the document gives none. */
  readonly name: string;
  /** Where to point when speaking of the agent as a whole. */
  readonly span: Span;
  readonly node: MapNode;
  /** Position of the top-level agent that it is, or that it belongs to. */
  readonly position: number;
  /** The parallel group it belongs to. */
  readonly group: AgentOutline | null;
  readonly members: readonly AgentOutline[];
}

export interface Outline {
  readonly agents: readonly AgentOutline[];
  /** All agents, groups and their members, in the order of the text. */
  readonly all: readonly AgentOutline[];
  readonly byName: ReadonlyMap<string, AgentOutline>;
}

/** Where nodes that are no mappings stand among the agents, they are left out; `compileAgents` reports them. */
export function outlineOf(agents: readonly DocumentNode[]): Outline {
  const outlines = agents.flatMap((node, position) =>
    node.kind === "map" ? [agentOutline(node, position, null)] : [],
  );
  const all = outlines.flatMap((outline) => [outline, ...outline.members]);
  const byName = new Map<string, AgentOutline>();
  for (const outline of all) if (!byName.has(outline.name)) byName.set(outline.name, outline);
  return { agents: outlines, all, byName };
}

/** The position of the agent to which a rejection sends the run back; `null` where it does not, or not rightly. */
export function loopStartOf(outline: AgentOutline, { byName }: Outline): number | null {
  if (outline.group !== null || entryOf(outline.node, "foreach") !== undefined) return null;
  const config = entryOf(outline.node, "config")?.value;
  const onRejected = config?.kind === "map" ? entryOf(config, "onRejected")?.value : undefined;
  const goto = onRejected?.kind === "map" ? entryOf(onRejected, "goto") : undefined;
  const target = goto === undefined ? undefined : byName.get(textOf(goto.value) ?? "");
  return target !== undefined && target.group === null && target.position < outline.position ? target.position : null;
}

function agentOutline(node: MapNode, position: number, group: AgentOutline | null): AgentOutline {
  const name = filledEntryOf(node, "name");
  const members: AgentOutline[] = [];
  const outline: AgentOutline = {
    name: name === undefined ? "" : (textOf(name.value) ?? ""),
    span: name?.value.span ?? node.entries[0]?.keySpan ?? { offset: node.span.offset, length: 1 },
    node,
    position,
    group,
    members,
  };
  const parallel = entryOf(node, "parallel")?.value;
  if (group === null && parallel?.kind === "list") {
    for (const member of parallel.items)
      if (member.kind === "map") members.push(agentOutline(member, position, outline));
  }
  return outline;
}

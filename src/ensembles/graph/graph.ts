/** What can be drawn of an ensemble, or of a run: nodes, and the ways between them. */

export interface Graph {
  /** In the order in which they run; the start first, the end last. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type GraphNode = TerminalNode | AgentNode | GroupNode;

export interface TerminalNode {
  readonly kind: "start" | "end";
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[];
}

export interface AgentNode {
  readonly kind: "agent";
  readonly id: string;
  /** The agent's. */
  readonly name: string;
  readonly does: "work" | "asks" | "answers";
  /** Whether it runs once per element of a list. */
  readonly loops: "once" | "each";
  /** What it does, in a few words each. */
  readonly lines: readonly string[];
}

/** Agents that run side by side. Edges lead to the group, never to its members. */
export interface GroupNode {
  readonly kind: "group";
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly members: readonly (AgentNode | GroupNode)[];
}

export interface GraphEdge {
  /**
   * `way`: on to the next; `if`: where a condition holds; `shut`: past a gate that did not open, to the end; `back`: to
   * another round.
   */
  readonly kind: "way" | "if" | "shut" | "back";
  readonly from: string;
  readonly to: string;
  /** What must have come of it; empty where nothing must. */
  readonly when: string;
}

export const START = "start";
export const END = "done";

/** Draws a plan as a Mermaid flowchart. */
import type { AgentNode, Graph, GraphEdge, GraphNode, GroupNode } from "../../ensembles/graph/graph.ts";
import { graphOfPlan } from "../../ensembles/graph/graph-of-plan.ts";
import { END } from "../../ensembles/graph/graph.ts";
import type { Plan } from "../../ensembles/plan.ts";
import { label } from "./mermaid-text.ts";

export function drawPlan(plan: Plan): string {
  return drawGraph(graphOfPlan(plan));
}

/** The end comes behind what leads to no end: Mermaid lays out by what it has met. */
export function drawGraph({ nodes, edges }: Graph): string {
  const lines = [
    ...nodes.filter(({ id }) => id !== END).flatMap(nodeLines),
    ...edges.filter(({ to }) => to !== END).map(edgeLine),
    ...nodes.filter(({ id }) => id === END).flatMap(nodeLines),
    ...edges.filter(({ to }) => to === END).map(edgeLine),
  ];
  return ["flowchart TD", ...lines.map((line) => `  ${line}`)].join("\n");
}

function nodeLines(node: GraphNode): readonly string[] {
  switch (node.kind) {
    case "start":
      return [`${node.id}([${label(node.name, ...node.lines)}])`];
    case "end":
      return [`${node.id}([${node.name}])`];
    case "agent":
      return [agentLine(node)];
    case "group":
      return groupLines(node);
    default:
      return node satisfies never;
  }
}

function groupLines({ id, name, lines, members }: GroupNode): readonly string[] {
  const inside = members.flatMap(nodeLines).map((line) => `  ${line}`);
  return [`subgraph ${id} [${label(name, ...lines)}]`, ...inside, "end"];
}

function agentLine({ id, name, does, loops, lines }: AgentNode): string {
  const text = label(name, ...lines);
  if (does === "asks") return `${id}{{${text}}}`;
  return loops === "once" ? `${id}[${text}]` : `${id}[[${text}]]`;
}

function edgeLine({ kind, from, to, when }: GraphEdge): string {
  const arrow = kind === "way" || kind === "if" ? "-->" : "-.->";
  return when === "" ? `${from} ${arrow} ${to}` : `${from} ${arrow}|${label(when)}| ${to}`;
}

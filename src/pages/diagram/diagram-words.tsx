/** What a diagram shows, in words: for whoever cannot see it, and how to read it. */
import type { Graph, GraphEdge, GraphNode } from "../../ensembles/graph/graph.ts";
import { Text } from "../../html/text.tsx";
import { words } from "../../html/words/words.ts";

export function DiagramWords({ graph }: { readonly graph: Graph }) {
  const names = new Map(graph.nodes.map((node) => [node.id, nameOf(node)]));
  const from = Map.groupBy(graph.edges, (edge) => edge.from);
  return (
    <details>
      <summary>{words.diagram.words}</summary>
      <Legend />
      <ol class="list small">
        {graph.nodes
          .filter(({ kind }) => kind !== "end")
          .map((node) => (
            <li>
              <NodeWords node={node} />
              {(from.get(node.id) ?? []).map((edge) => (
                <p class="soft">
                  <Text value={wayOf(edge, names.get(edge.to) ?? "")} />
                </p>
              ))}
            </li>
          ))}
      </ol>
    </details>
  );
}

function NodeWords({ node }: { readonly node: GraphNode }) {
  const lines = node.kind === "start" ? [] : node.lines;
  return (
    <>
      <strong>
        <Text value={nameOf(node)} />
      </strong>
      {lines.length > 0 && (
        <>
          {": "}
          <Text value={lines.join(", ")} />
        </>
      )}
      {node.kind === "group" && (
        <ul class="list">
          {node.members.map((member) => (
            <li>
              <NodeWords node={member} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function nameOf({ kind, name }: GraphNode): string {
  switch (kind) {
    case "start":
      return words.diagram.start;
    case "end":
      return words.diagram.end;
    case "agent":
    case "group":
      return name;
    default:
      return kind satisfies never;
  }
}

function wayOf({ kind, when }: GraphEdge, to: string): string {
  switch (kind) {
    case "way":
      return when === "" ? words.diagram.wayTo(to) : words.diagram.wayWhen(to, when);
    case "if":
      return words.diagram.wayIf(to, when);
    case "back":
      return words.diagram.wayBack(to, when);
    case "shut":
      return words.diagram.wayShut(when);
    default:
      return kind satisfies never;
  }
}

const SAMPLES = {
  asks: "M2 10L8 3H32L38 10L32 17H8Z",
  gate: "M4 10h32",
  each: "M2 2h30v12h-30zM8 14v4h30v-12h-6",
  way: "M2 10h36",
  if: "M2 10h36",
  back: "M2 10h36",
} as const satisfies Record<keyof typeof words.diagram.legend, string>;

function Legend() {
  return (
    <ul class="legend small">
      {(["asks", "gate", "each", "way", "if", "back"] as const).map((sign) => (
        <li>
          <svg class={`sample ${sign}`} viewBox="0 0 40 20" aria-hidden="true">
            <path d={SAMPLES[sign]} />
          </svg>
          {words.diagram.legend[sign]}
        </li>
      ))}
    </ul>
  );
}

/** Lays a graph out from top to bottom, by dagre. */
import { Graph as Layout, layout } from "@dagrejs/dagre";
import type { Graph, GraphEdge } from "../../ensembles/graph/graph.ts";
import { words } from "../../html/words/words.ts";
import { type Box, type Breadth, type BoxStyle, boxOf, type Purpose, TEXT_LINE, TEXT_SIZE } from "./box.ts";
import { fitText, textWidth } from "./fit-text.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
  /** Boxes with a gate at their foot. */
  readonly gates: ReadonlySet<string>;
}

/** `x` and `y` are of the upper left corner. */
export interface PlacedBox {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedLine {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  readonly label: readonly string[];
  /** The label's middle. */
  readonly at: Point;
}

const LABEL_WIDTHS = { wide: 150, slim: 100 } as const satisfies Record<Breadth, number>;
const MARGIN = 10;
/** From this many boxes on, only names and states are drawn. */
const MANY = 14;

/** What leads past a gate to the end is a bar at the gate: lines of their own would cross everything. */
export type LayOut = typeof layOut;

export function layOut(graph: Graph, purpose: Purpose, breadth: Breadth): Picture {
  const style: BoxStyle = { density: graph.nodes.length > MANY ? "compact" : "roomy", purpose, breadth };
  const boxes = graph.nodes.map((node) => boxOf(node, style));
  const edges = graph.edges
    .filter(({ kind }) => kind !== "shut")
    .map((edge) => ({ edge, label: labelOf(edge, breadth) }));
  const drawing = newLayout(style);
  for (const { node, width, height } of boxes) drawing.setNode(node.id, { width, height });
  for (const [index, { edge, label }] of edges.entries()) {
    drawing.setEdge(edge.from, edge.to, { ...sizeOf(label), labelpos: "c", weight: WEIGHTS[edge.kind] }, String(index));
  }
  layout(drawing);
  const { width = 0, height = 0 } = drawing.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map((box) => {
      const { x = 0, y = 0 } = drawing.node(box.node.id);
      return { box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
    lines: edges.map(({ edge, label }, index) => {
      const { points = [], x = 0, y = 0 } = drawing.edge(edge.from, edge.to, String(index));
      return { edge, points, label, at: { x, y } };
    }),
    gates: new Set(graph.edges.filter(({ kind }) => kind === "shut").map(({ from }) => from)),
  };
}

/** The main line stays straight; what leads off or back bends. */
const WEIGHTS = { way: 4, if: 2, back: 1, shut: 1 } as const satisfies Record<GraphEdge["kind"], number>;

interface Label {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

interface LineLabel extends Label {
  readonly labelpos: "c";
  readonly weight: number;
  readonly points?: readonly Point[];
}

function newLayout({ density, breadth }: BoxStyle) {
  const drawing = new Layout<{ readonly width?: number; readonly height?: number }, Label, LineLabel>({
    multigraph: true,
  });
  const ranksep = density === "compact" ? 26 : 34;
  const nodesep = breadth === "wide" ? 24 : 12;
  drawing.setGraph({ rankdir: "TB", nodesep, edgesep: 14, ranksep, marginx: MARGIN, marginy: MARGIN } as object);
  return drawing;
}

function labelOf({ kind, when }: GraphEdge, breadth: Breadth): readonly string[] {
  if (when === "") return [];
  const text = kind === "if" ? words.diagram.onlyIf(when) : when;
  return fitText(text, { width: LABEL_WIDTHS[breadth], size: TEXT_SIZE, count: breadth === "wide" ? 2 : 3 });
}

function sizeOf(label: readonly string[]): { readonly width: number; readonly height: number } {
  if (label.length === 0) return { width: 0, height: 0 };
  const width = Math.max(...label.map((line) => textWidth(line, TEXT_SIZE)));
  return { width: width + 10, height: label.length * TEXT_LINE + 4 };
}

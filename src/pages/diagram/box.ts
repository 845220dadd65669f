/** The boxes of a diagram: what stands in each, and how large it is. */
import type { AgentNode, GraphNode, GroupNode, TerminalNode } from "../../ensembles/graph/graph.ts";
import { fitText, textWidth } from "./fit-text.ts";

export type Box = AgentBox | GroupBox | TerminalBox;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface AgentBox extends Size {
  readonly kind: "agent";
  readonly node: AgentNode;
  readonly name: readonly string[];
  readonly lines: readonly string[];
}

export interface GroupBox extends Size {
  readonly kind: "group";
  readonly node: GroupNode;
  readonly name: readonly string[];
  readonly lines: readonly string[];
  /** Each with its place inside the group. */
  readonly members: readonly { readonly box: AgentBox | GroupBox; readonly x: number; readonly y: number }[];
}

export interface TerminalBox extends Size {
  readonly kind: "terminal";
  readonly node: TerminalNode;
  readonly name: readonly string[];
  readonly lines: readonly string[];
}

/** `compact`: names and states only, for plans that would otherwise be endless. */
export type Density = "roomy" | "compact";

/** Whether room is kept for a state in each box. */
export type Purpose = "plan" | "run";

/** `slim`: for narrow screens. */
export type Breadth = "wide" | "slim";

export interface BoxStyle {
  readonly breadth: Breadth;
  readonly density: Density;
  readonly purpose: Purpose;
}

const NAME_SIZE = 13.5;
export const TEXT_SIZE = 12;
export const NAME_LINE = 18;
export const TEXT_LINE = 16;
export const STATE_LINE = 20;
/** Above and below what stands in a box. */
export const PADDING = 11;
/** How far a box that asks people points out at its sides. */
export const POINT = 14;
/** How far the sign of a person reaches above its box. */
export const BADGE_ABOVE = 13;

const WIDTHS = { wide: 190, slim: 166 } as const satisfies Record<Breadth, number>;
/** Of the members of a group. */
const COLUMNS = { wide: 2, slim: 1 } as const satisfies Record<Breadth, number>;
const GAP = 12;

export function boxOf(node: GraphNode, style: BoxStyle): Box {
  switch (node.kind) {
    case "start":
    case "end":
      return terminalBox(node, style);
    case "agent":
    case "group":
      return memberBox(node, style);
    default:
      return node satisfies never;
  }
}

function memberBox(node: AgentNode | GroupNode, style: BoxStyle): AgentBox | GroupBox {
  return node.kind === "group" ? groupBox(node, style) : agentBox(node, style);
}

function terminalBox(node: TerminalNode, { density, breadth }: BoxStyle): TerminalBox {
  const room = WIDTHS[breadth] - 20;
  const name = fitText(node.name, { width: room, size: NAME_SIZE, count: 1 });
  const lines = density === "compact" ? [] : fitLines(node.lines, room, 1);
  const widest = Math.max(0, ...name.map(nameWidth), ...lines.map((line) => textWidth(line, TEXT_SIZE)));
  return { kind: "terminal", node, name, lines, width: Math.max(72, widest + 36), height: heightOf(name, lines, 0) };
}

function agentBox(node: AgentNode, style: BoxStyle): AgentBox {
  const width = WIDTHS[style.breadth];
  const room = width - 24 - (node.does === "asks" ? POINT : 0);
  const name = fitText(node.name, { width: room - 4, size: NAME_SIZE, count: 2 });
  const lines = style.density === "compact" ? [] : aboutLines(node, room);
  const state = style.purpose === "run" ? STATE_LINE : 0;
  return { kind: "agent", node, name, lines, width, height: heightOf(name, lines, state) };
}

/** What it does and where it waits for; each line on its own, so that none hides the next. */
function aboutLines({ lines }: AgentNode, room: number): readonly string[] {
  return lines.slice(0, 3).flatMap((line, index) => fitLines([line], room, index === 0 ? 2 : 1));
}

function groupBox(node: GroupNode, style: BoxStyle): GroupBox {
  const boxes = node.members.map((member) => memberBox(member, style));
  const columns = Math.min(COLUMNS[style.breadth], boxes.length);
  const columnWidth = Math.max(WIDTHS[style.breadth], ...boxes.map(({ width }) => width));
  const width = columns * columnWidth + (columns + 1) * GAP;
  const name = fitText(node.name, { width: width - 2 * GAP, size: NAME_SIZE, count: 1 });
  const lines = node.lines.flatMap((line) => fitLines([line], width - 2 * GAP, 2));
  const members: GroupBox["members"][number][] = [];
  let y = PADDING + name.length * NAME_LINE + lines.length * TEXT_LINE + GAP / 2;
  for (let first = 0; first < boxes.length; first += columns) {
    const row = boxes.slice(first, first + columns);
    if (row.some(asks)) y += BADGE_ABOVE - GAP / 2;
    members.push(...row.map((box, column) => ({ box, x: GAP + column * (columnWidth + GAP), y })));
    y += Math.max(...row.map(({ height }) => height)) + GAP;
  }
  return { kind: "group", node, name, lines, members, width, height: y };
}

function asks({ node }: AgentBox | GroupBox): boolean {
  return node.kind === "agent" && node.does === "asks";
}

function fitLines(lines: readonly string[], width: number, count: number): readonly string[] {
  return lines.flatMap((line) => fitText(line, { width, size: TEXT_SIZE, count }));
}

function heightOf(name: readonly string[], lines: readonly string[], state: number): number {
  return 2 * PADDING + name.length * NAME_LINE + lines.length * TEXT_LINE + state;
}

function nameWidth(line: string): number {
  return textWidth(line, NAME_SIZE) * 1.06;
}

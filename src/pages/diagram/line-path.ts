/** The path of a line through points, rounded at its bends; and the arrow at its end. */
import type { Point } from "./lay-out.ts";

export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  const last = rest.at(-1) ?? first;
  const bends = rest.slice(0, -1).map((point, index) => `Q${at(point)} ${at(middle(point, rest[index + 1] ?? last))}`);
  const start = rest.length > 1 ? `L${at(middle(first, rest[0] ?? first))}` : "";
  return `M${at(first)}${start}${bends.join("")}L${at(last)}`;
}

const LENGTH = 8;
const HALF = 4.5;

export function arrowHead(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return "";
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [x, y] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const back = { x: tip.x - x * LENGTH, y: tip.y - y * LENGTH };
  const left = { x: back.x - y * HALF, y: back.y + x * HALF };
  const right = { x: back.x + y * HALF, y: back.y - x * HALF };
  return `M${at(left)}L${at(tip)}L${at(right)}Z`;
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function at({ x, y }: Point): string {
  return `${rounded(x)},${rounded(y)}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Draws a box of a diagram: its shape says what it is, sign and word how far it has come; it leads to its step. */
import type { AgentNode } from "../../ensembles/graph/graph.ts";
import { IconInPicture } from "../../html/icon.tsx";
import { visibleText } from "../../html/visible-text.ts";
import { words } from "../../html/words/words.ts";
import { MARKS } from "../status-mark.tsx";
import type { AgentState, StateOf } from "./agent-states.ts";
import { type AgentBox, type Box, type GroupBox, NAME_LINE, PADDING, POINT, STATE_LINE, TEXT_SIZE } from "./box.ts";
import { textWidth } from "./fit-text.ts";
import { TextLines } from "./text-lines.tsx";

interface BoxProps<Kind extends Box> {
  readonly box: Kind;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
  /** Ids of nodes with a gate at their foot. */
  readonly gates: ReadonlySet<string>;
  readonly stateOf: StateOf | null;
}

export function BoxShape(props: BoxProps<Box>) {
  const { box, x, y } = props;
  return (
    <g transform={`translate(${Math.round(x)} ${Math.round(y)})`} role="listitem">
      {renderBox({ ...props, box })}
    </g>
  );
}

function renderBox(props: BoxProps<Box>) {
  const { box } = props;
  switch (box.kind) {
    case "terminal":
      return (
        <g class="terminal">
          <rect class="shape" width={box.width} height={box.height} rx={box.height / 2} />
          <Words box={box} />
        </g>
      );
    case "group":
      return <Group {...props} box={box} />;
    case "agent":
      return <Agent {...props} box={box} />;
    default:
      return box satisfies never;
  }
}

function Group({ box, gates, stateOf }: BoxProps<GroupBox>) {
  return (
    <g class="team">
      <rect class="shape" width={box.width} height={box.height} rx={16} />
      <Words box={box} />
      <g role="list">
        {box.members.map((member) => (
          <BoxShape {...member} gates={gates} stateOf={stateOf} />
        ))}
      </g>
      {gates.has(box.node.id) && <Gate box={box} />}
    </g>
  );
}

function Agent({ box, gates, stateOf }: BoxProps<AgentBox>) {
  const { node } = box;
  const state = stateOf === null ? null : stateOf(node.name);
  const kind = node.does === "asks" ? "asks" : "work";
  const inside = (
    <g class={`agent ${kind} ${state === null ? "good" : MARKS[state.mark].tone} ${state?.mark ?? ""}`}>
      <title>{spoken(node, state)}</title>
      {node.loops === "each" && <rect class="shape" x={5} y={5} width={box.width} height={box.height} rx={12} />}
      {kind === "asks" ? (
        <path class="shape" d={pointed(box)} />
      ) : (
        <rect class="shape" width={box.width} height={box.height} rx={12} />
      )}
      {kind === "asks" && <Badge />}
      <Words box={box} />
      {state !== null && <State box={box} state={state} />}
      {gates.has(node.id) && <Gate box={box} />}
    </g>
  );
  return state?.anchor == null ? inside : <a href={`#${state.anchor}`}>{inside}</a>;
}

/** What a screen reader says, and a pointer shows: nothing of it is cut. */
function spoken(node: AgentNode, state: AgentState | null): string {
  const parts = [
    node.name,
    ...(node.does === "asks" ? [words.diagram.asks] : []),
    ...(state === null ? [] : [stateText(state, words.pages.status.suspended)]),
    ...node.lines,
  ];
  return visibleText(parts.join("\n"));
}

/** Pointed at both sides: nothing else looks like it. */
function pointed({ width, height }: Box): string {
  const middle = height / 2;
  return `M0 ${middle}L${POINT} 0H${width - POINT}L${width} ${middle}L${width - POINT} ${height}H${POINT}Z`;
}

function Words({ box }: { readonly box: Box }) {
  const middle = box.width / 2;
  return (
    <>
      <TextLines class="name" lines={box.name} x={middle} y={PADDING} height={NAME_LINE} />
      <TextLines class="text" lines={box.lines} x={middle} y={PADDING + box.name.length * NAME_LINE} />
    </>
  );
}

const SIGN = 15;
/** Of a state that would reach over the edge of its box, as the stylesheet has it. */
const SMALL_SIZE = 10.5;
/** How much wider letters of that weight are. */
const BOLD = 1.1;

function State({ box, state }: { readonly box: AgentBox; readonly state: AgentState }) {
  const text = stateText(state, words.diagram.waiting);
  const y = box.height - PADDING - STATE_LINE + 5;
  const isLong = stateWidth(text, TEXT_SIZE) > box.width - 2 * POINT - 8;
  const left = (box.width - stateWidth(text, isLong ? SMALL_SIZE : TEXT_SIZE)) / 2;
  return (
    <g class="how">
      <IconInPicture name={MARKS[state.mark].icon} x={left} y={y} size={SIGN} />
      <text class={isLong ? "long" : undefined} x={left + SIGN + 5} y={y + 11.5}>
        {text}
      </text>
    </g>
  );
}

function stateWidth(text: string, size: number): number {
  return textWidth(text, size) * BOLD + SIGN + 5;
}

/** @param waiting - what is said of people who are waited for */
function stateText({ mark, note }: AgentState, waiting: string): string {
  const word = mark === "suspended" ? waiting : words.pages.status[mark];
  return note === "" ? word : `${word} · ${note}`;
}

/** A person at the corner. */
function Badge() {
  return (
    <g class="badge">
      <circle cx={POINT} cy={1} r={13} />
      <IconInPicture name="person" x={POINT - 8.5} y={-8} size={17} />
    </g>
  );
}

/** A bar across the way on. */
function Gate({ box: { width, height } }: { readonly box: Box }) {
  return <path class="gate" d={`M${width / 2 - 26} ${height + 5}h52`} />;
}

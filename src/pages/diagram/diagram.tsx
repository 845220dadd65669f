/** A plan or a run as a picture: drawn here as SVG, without script; the same in words below it. */
import type { Graph } from "../../ensembles/graph/graph.ts";
import { words } from "../../html/words/words.ts";
import type { StateOf } from "./agent-states.ts";
import { BoxShape } from "./box-shape.tsx";
import { DiagramWords } from "./diagram-words.tsx";
import { layOut, type Picture, type PlacedLine } from "./lay-out.ts";
import { arrowHead, linePath } from "./line-path.ts";
import { TextLines } from "./text-lines.tsx";
import { TEXT_LINE } from "./box.ts";

interface DiagramProps {
  readonly graph: Graph;
  readonly title: string;
  /** `null`: a plan that is not being run. */
  readonly stateOf: StateOf | null;
}

export function Diagram({ graph, title, stateOf }: DiagramProps) {
  const picture = layOut(graph, stateOf === null ? "plan" : "run");
  const { width, height } = picture;
  return (
    <figure class="plan">
      <div class={`diagram ${fitOf(picture)}`} role="region" aria-label={words.diagram.box} tabindex={0}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-labelledby="diagram-title diagram-what"
        >
          <title id="diagram-title">{title}</title>
          <desc id="diagram-what">{words.diagram.what}</desc>
          <g aria-hidden="true">
            {picture.lines.map((line) => (
              <Line line={line} />
            ))}
          </g>
          <g role="list">
            {picture.boxes.map(({ box, x, y }) => (
              <BoxShape box={box} x={x} y={y} gates={picture.gates} stateOf={stateOf} />
            ))}
          </g>
        </svg>
      </div>
      <figcaption>
        <DiagramWords graph={graph} />
      </figcaption>
    </figure>
  );
}

/** Up to which width a narrow screen shows all of it, if smaller; and a wide one. */
const SLIM = 460;
const WIDE = 860;
/** What is higher scrolls in its own frame. */
const HIGH = 1_500;

function fitOf({ width, height }: Picture): string {
  const fit = width <= SLIM ? "slim" : width <= WIDE ? "medium" : "vast";
  return height <= HIGH ? fit : `${fit} high`;
}

function Line({ line: { edge, points, label, at } }: { readonly line: PlacedLine }) {
  return (
    <g class={`way ${edge.kind}`}>
      <title>{edge.when}</title>
      <path class="line" d={linePath(points)} />
      <path class="head" d={arrowHead(points)} />
      {label.length > 0 && <TextLines class="when" lines={label} x={at.x} y={at.y - (label.length * TEXT_LINE) / 2} />}
    </g>
  );
}

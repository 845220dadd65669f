/** A plan or a run as a picture: drawn here as SVG, without script; the same in words below it. */
import type { Graph } from "../../ensembles/graph/graph.ts";
import { words } from "../../html/words/words.ts";
import type { StateOf } from "./agent-states.ts";
import { BoxShape } from "./box-shape.tsx";
import { DiagramWords } from "./diagram-words.tsx";
import type { LayOut, Picture, PlacedLine } from "./lay-out.ts";
import { arrowHead, linePath } from "./line-path.ts";
import { TextLines } from "./text-lines.tsx";
import { TEXT_LINE } from "./box.ts";

interface DiagramProps {
  readonly graph: Graph;
  readonly title: string;
  /** `null`: a plan that is not being run. */
  readonly stateOf: StateOf | null;
  /** Given, so that it is loaded when a plan is first drawn: what it needs is large. */
  readonly layOut: LayOut;
}

/** Up to this width a picture is shown on narrow screens, if smaller; above it they get one of their own. */
const SLIM = 420;
/** What is wider, or higher, scrolls in its own frame. */
const WIDE = 860;
const HIGH = 1_500;

export function Diagram({ graph, title, stateOf, layOut }: DiagramProps) {
  const purpose = stateOf === null ? "plan" : "run";
  const wide = layOut(graph, purpose, "wide");
  return (
    <figure class="plan">
      {wide.width <= SLIM ? (
        <Frame picture={wide} title={title} stateOf={stateOf} screens="all" />
      ) : (
        <>
          <Frame picture={wide} title={title} stateOf={stateOf} screens="wide" />
          <Frame picture={layOut(graph, purpose, "slim")} title={title} stateOf={stateOf} screens="narrow" />
        </>
      )}
      <figcaption>
        <DiagramWords graph={graph} />
      </figcaption>
    </figure>
  );
}

interface FrameProps extends Omit<DiagramProps, "graph" | "layOut"> {
  readonly picture: Picture;
  /** Where it is shown. */
  readonly screens: "all" | "wide" | "narrow";
}

function Frame({ picture, title, stateOf, screens }: FrameProps) {
  const { width, height, lines, boxes, gates } = picture;
  const limit = screens === "wide" ? WIDE : SLIM + 40;
  const fit = `${width <= limit ? "" : " vast"}${height <= HIGH ? "" : " high"}`;
  return (
    <div class={`diagram on-${screens}${fit}`} role="region" aria-label={words.diagram.box} tabindex={0}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-labelledby={`diagram-title-${screens}`}
        aria-describedby={`diagram-what-${screens}`}
      >
        <title id={`diagram-title-${screens}`}>{title}</title>
        <desc id={`diagram-what-${screens}`}>{words.diagram.what}</desc>
        <g aria-hidden="true">
          {lines.map((line) => (
            <Line line={line} />
          ))}
        </g>
        <g role="list">
          {boxes.map(({ box, x, y }) => (
            <BoxShape box={box} x={x} y={y} gates={gates} stateOf={stateOf} />
          ))}
        </g>
      </svg>
    </div>
  );
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

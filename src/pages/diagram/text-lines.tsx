/** Lines of text in a picture, each around the same middle. */
import { TEXT_LINE } from "./box.ts";

interface TextLinesProps {
  readonly class: string;
  readonly lines: readonly string[];
  /** The middle of the lines. */
  readonly x: number;
  /** The top of the first. */
  readonly y: number;
  readonly height?: number;
}

/** The base line lies at about three quarters of a line's height. */
const BASE = 0.74;

export function TextLines({ class: name, lines, x, y, height = TEXT_LINE }: TextLinesProps) {
  return (
    <>
      {lines.map((line, index) => (
        <text class={name} x={rounded(x)} y={rounded(y + (index + BASE) * height)} text-anchor="middle">
          {line}
        </text>
      ))}
    </>
  );
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

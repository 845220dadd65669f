/** The few icons, drawn inline: nothing is loaded. They repeat what words say, and are hidden from screen readers. */

const RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z";

const PATHS = {
  mark: ["M8 3h8a5 5 0 0 1 5 5v8a5 5 0 0 1-5 5H8a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5z", "M7.5 11l3 3 6-6.5", "M7.5 17.5h9"],
  check: ["M5 12.5l4.5 4.5L19 7"],
  cross: ["M6.5 6.5l11 11", "M17.5 6.5l-11 11"],
  waiting: [RING, "M12 7.5V12l3 2"],
  running: [RING, "M10 8.5v7l5.5-3.5z"],
  approved: [RING, "M8 12.3l2.8 2.8L16 9.5"],
  rejected: [RING, "M9 9l6 6", "M15 9l-6 6"],
  stopped: [RING, "M8 12h8"],
  ahead: ["M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"],
  unknown: [RING, "M12 7.5v5.5", "M12 16.3v.2"],
  person: ["M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M4.5 20.5c.8-4 3.6-6 7.5-6s6.7 2 7.5 6"],
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name].join("")} />
    </svg>
  );
}

interface IconInPictureProps {
  readonly name: IconName;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** The same inside another drawing. */
export function IconInPicture({ name, x, y, size }: IconInPictureProps) {
  return <path class="icon" d={PATHS[name].join("")} transform={`translate(${x} ${y}) scale(${size / 24})`} />;
}

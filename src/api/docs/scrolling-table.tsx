/** A table that scrolls in its own frame where there is no room for it, reachable by keyboard. */
import type { Child } from "hono/jsx";

interface ScrollingTableProps {
  readonly label: string;
  /** Its rows. */
  readonly children: Child;
}

export function ScrollingTable({ label, children }: ScrollingTableProps) {
  return (
    <div class="wide" role="group" aria-label={label} tabindex={0}>
      <table>{children}</table>
    </div>
  );
}

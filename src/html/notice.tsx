/** A message about what just happened, above everything else. */
import type { Child } from "hono/jsx";

interface NoticeProps {
  readonly kind: "done" | "problem";
  readonly title: string;
  readonly children?: Child;
}

export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <div class={kind === "problem" ? "notice no" : "notice"} role={kind === "problem" ? "alert" : "status"}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

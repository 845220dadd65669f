/** A person at a glance: their initials, and in the corner what they did. The words beside it say the same. */
import type { Child } from "hono/jsx";
import { visibleText } from "./visible-text.ts";

interface FaceProps {
  readonly name: string;
  /** The sign in the corner. */
  readonly children: Child;
}

export function Face({ name, children }: FaceProps) {
  return (
    <span class="face" aria-hidden="true">
      {initialsOf(name)}
      {children}
    </span>
  );
}

/** `AB` of `ana.berg@example.com`, `AB` of `Ana Berg`, `A` of `ana`. */
export function initialsOf(name: string): string {
  const [local = ""] = name.split("@", 1);
  const words = visibleText(local).match(/[\p{L}\p{N}]+/gu) ?? [];
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => /^./u.exec(word ?? "")?.[0] ?? "",
  );
  return initials.join("").toUpperCase();
}

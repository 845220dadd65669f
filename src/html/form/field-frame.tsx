/** What surrounds every input: label, hint, what is wrong with it; tied together for screen readers. */
import type { Child } from "hono/jsx";
import { Text } from "../text.tsx";
import { words } from "../words/words.ts";

interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly optional: boolean;
  readonly hint: string | null;
  readonly error: string | null;
  readonly children: Child;
}

export function FieldFrame({ id, label, optional, hint, error, children }: FieldFrameProps) {
  return (
    <div class="field">
      <label for={id}>
        <Text value={label} /> {optional && <span class="soft">{words.form.optional}</span>}
      </label>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** Hint and error under an input. */
export function FieldNotes({ id, hint, error }: Pick<FieldFrameProps, "id" | "hint" | "error">) {
  return (
    <>
      {hint !== null && (
        <p class="hint" id={`${id}-hint`}>
          <Text value={hint} />
        </p>
      )}
      {error !== null && (
        <p class="wrong" id={`${id}-error`}>
          <Text value={error} />
        </p>
      )}
    </>
  );
}

/** The attributes by which an input names its notes. */
export function describedBy({ id, hint, error }: Pick<FieldFrameProps, "id" | "hint" | "error">) {
  const notes = [error === null ? "" : `${id}-error`, hint === null ? "" : `${id}-hint`].filter((note) => note !== "");
  return {
    "aria-describedby": notes.length > 0 ? notes.join(" ") : undefined,
    "aria-invalid": error === null ? undefined : ("true" as const),
  };
}

/** A list of given values as one box for each. */
import { Text } from "../text.tsx";
import { describedBy, FieldNotes } from "./field-frame.tsx";
import type { TicksField } from "./form-field.ts";
import { labelFor } from "./label-for.ts";
import { words } from "../words/words.ts";

interface TickListProps {
  readonly field: TicksField;
  /** Of the group; each box has its own behind it. */
  readonly id: string;
  /** One line for each value that is chosen. */
  readonly text: string;
  readonly hint: string | null;
  readonly error: string | null;
}

/** The hidden field says that the list was there: boxes left alone submit nothing. */
export function TickList({ field, id, text, hint, error }: TickListProps) {
  const chosen = new Set(text.split("\n"));
  const optional = !field.required && (field.minItems ?? 0) === 0;
  return (
    <fieldset class="field" id={id} tabindex={-1} {...describedBy({ id, hint, error })}>
      <legend>
        <Text value={labelFor(field)} /> {optional && <span class="soft">{words.form.optional}</span>}
      </legend>
      <input type="hidden" name={`values.${field.name}`} value="" />
      <div class="ticks">
        {field.choices.map((choice, position) => (
          <label class="tick" for={`${id}-${position}`}>
            <input
              id={`${id}-${position}`}
              type="checkbox"
              name={`items.${field.name}`}
              value={choice.text}
              checked={chosen.has(choice.text)}
            />
            <Text value={choice.title} />
          </label>
        ))}
      </div>
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}

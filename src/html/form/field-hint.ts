/** What stands under a field: the author's description, and what the field asks for. */
import { formatNumber } from "../values/format-number.ts";
import { words } from "../words/words.ts";
import type { FormField, LinesField, TicksField } from "./form-field.ts";

export function fieldHint(field: FormField): string | null {
  const parts = [field.description, askedFor(field)].filter((part) => part !== null);
  return parts.length === 0
    ? null
    : parts.map((part, index) => (index < parts.length - 1 ? ended(part) : part)).join(" ");
}

function ended(sentence: string): string {
  return /[.!?…:;]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** How to write it stands beside a description too; bounds only where there is none. */
function askedFor(field: FormField): string | null {
  switch (field.kind) {
    case "json":
      return words.form.jsonHint;
    case "lines":
      return sentences(
        field.entries === "number" ? words.form.numberLines : words.form.textLines,
        countHint(field, words.form.entries),
      );
    case "ticks":
      return countHint(field, words.form.choices);
    case "text":
      return EXAMPLES[field.input] ?? null;
    case "number":
      return field.description === null ? rangeHint(field.minimum, field.maximum, words.form) : null;
    case "choice":
    case "boolean":
      return null;
    default:
      return field satisfies never;
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  "date-time": words.form.dateTimeHint,
  time: words.form.timeHint,
};

function countHint({ minItems, maxItems }: TicksField | LinesField, say: RangeWords): string | null {
  return rangeHint(minItems === 0 ? null : minItems, maxItems, say);
}

interface RangeWords {
  readonly between: (low: string, high: string) => string;
  readonly atLeast: (low: string) => string;
  readonly atMost: (high: string) => string;
}

function rangeHint(minimum: number | null, maximum: number | null, say: RangeWords): string | null {
  const low = minimum === null ? null : formatNumber(minimum);
  const high = maximum === null ? null : formatNumber(maximum);
  if (low !== null && high !== null) return say.between(low, high);
  if (low !== null) return say.atLeast(low);
  return high === null ? null : say.atMost(high);
}

function sentences(first: string, second: string | null): string {
  return second === null ? first : `${first} ${second}`;
}

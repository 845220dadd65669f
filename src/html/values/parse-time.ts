/** Texts that are points in time: ISO 8601 with a zone, or a day. */

const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

export interface ParsedTime {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly hasHour: boolean;
}

/** `null` for any other text, and for days that no calendar has. */
export function parseTime(text: string): ParsedTime | null {
  if (!TIME.test(text)) return null;
  const day = text.slice(0, 10);
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : { at, hasHour: text.length > 10 };
}

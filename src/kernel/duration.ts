/** Durations: a number of a unit the reader knows, or a text such as "90s", "24h", "7 days", "never". */

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  s: 1_000,
  sec: 1_000,
  second: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

const PART = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*/i;

/** Milliseconds of a text such as "90s", "1h 30m" or "7 days"; `null` where the text is no duration. */
export function parseDuration(text: string): number | null {
  let rest = text;
  let total = 0;
  let parts = 0;
  for (let match = PART.exec(rest); match !== null; match = PART.exec(rest)) {
    const unit = unitOf(match[2] ?? "");
    if (unit === undefined) return null;
    total += Number(match[1]) * unit;
    parts += 1;
    rest = rest.slice(match[0].length);
  }
  return parts > 0 && rest === "" ? Math.round(total) : null;
}

/** A duration in words for people, in its largest two units: "2 days 3 hours". */
export function formatDuration(ms: number): string {
  const words: string[] = [];
  let rest = Math.max(0, ms);
  for (const unit of ["day", "hour", "minute", "second"] as const) {
    const size = UNITS[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0 && words.length < 2) words.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
    else if (words.length > 0) break;
    rest -= count * size;
  }
  return words.length > 0 ? words.join(" ") : "less than a second";
}

function unitOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  if (Object.hasOwn(UNITS, lower)) return UNITS[lower];
  const singular = lower.replace(/s$/, "");
  return Object.hasOwn(UNITS, singular) ? UNITS[singular] : undefined;
}

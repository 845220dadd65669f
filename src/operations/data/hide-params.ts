/** Takes the values of parameters out of a database's error, which may quote them. */
import { cutLine } from "../../notifications/cut-text.ts";

const SHORTEST = 3;
const MAX_SHOWN = 500;
const QUOTED = /"([^"]*)"|'([^']*)'/g;

/** What is quoted stays only where the statement says it as well: a value may be quoted in parts. */
export function hideParams(message: string, sql: string, params: readonly unknown[]): string {
  const values = params
    .map((value) => (value === null ? "" : String(value)))
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length);
  const whole = values.reduce((text, value) => text.replaceAll(value, "…"), message);
  const shown = whole.replace(QUOTED, (quoted, double?: string, single?: string) =>
    sql.includes(double ?? single ?? "") ? quoted : "…",
  );
  return cutLine(shown, MAX_SHOWN).text;
}

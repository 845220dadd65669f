/** Who stands in for somebody who is away, going by the absences of them all. Pure. */
import type { Absence } from "../ledger/port.ts";
import { isSame, type Known } from "./aliases.ts";

export type StandIn =
  | { readonly kind: "there" }
  /** The first who is there. `until`: of the absence of the one it is about, in epoch milliseconds. */
  | { readonly kind: "found"; readonly person: string; readonly until: number }
  /** All whom the absences lead to are away. */
  | { readonly kind: "circle"; readonly until: number };

/** What is heard of absences, at the time `now`. */
interface Heard extends Known {
  readonly absences: readonly Absence[];
  readonly now: number;
}

export function findStandIn({ absences, now, ...known }: Heard, person: string): StandIn {
  const away = absences.filter(({ from, until }) => from <= now && now < until);
  const first = absenceOf(away, person, known);
  if (first === undefined) return { kind: "there" };
  const passed = new Set<Absence>();
  for (let absence = first; ;) {
    if (passed.has(absence)) return { kind: "circle", until: first.until };
    passed.add(absence);
    const next = absenceOf(away, absence.delegate, known);
    if (next === undefined) return { kind: "found", person: absence.delegate, until: first.until };
    absence = next;
  }
}

/** When it may come out otherwise: somebody goes, or, where somebody is missed, somebody comes back. */
export function nextChange(
  absences: readonly Absence[],
  { now, isSomebodyMissed }: { readonly now: number; readonly isSomebodyMissed: boolean },
): number | null {
  const times = absences.flatMap(({ from, until }) => (isSomebodyMissed ? [from, until] : [from]));
  const ahead = times.filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

function absenceOf(absences: readonly Absence[], person: string, known: Known): Absence | undefined {
  return absences.find((absence) => isSame(known, absence.person, person));
}

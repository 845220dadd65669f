/** The list of absences that are not over, the one that begins last first. */
import { listAbsenceRows } from "./absence-store.ts";
import { cutPage, EMPTY_PAGE, fillPage, planWalk } from "./page.ts";
import type { Absence } from "./port.ts";
import type { Page, PageQuery } from "./queries.ts";

export function listAbsences(sql: SqlStorage, query: PageQuery, now: number): Page<Absence> {
  const walk = planWalk("absences", query, { unindexed: 0 });
  if (walk === null) return EMPTY_PAGE;
  return fillPage("absences", cutPage(listAbsenceRows(sql, walk, now), walk), ({ person, from, until, delegate }) => ({
    person,
    from,
    until,
    delegate,
  }));
}

/** Who is away, from when to when, and who stands in: load, save and list only. */
import { personKey } from "../kernel/people.ts";
import type { PageWalk, Walked } from "./page.ts";
import type { Absence } from "./port.ts";

const COLUMNS = "person, from_at AS 'from', until_at AS until, delegate";

type AbsenceRow = Absence & Record<string, SqlStorageValue>;

/** `null` where nothing is known, or what is known is over. */
export function loadAbsence(sql: SqlStorage, key: string, now: number): Absence | null {
  const query = `SELECT ${COLUMNS} FROM absences WHERE person_key = ? AND until_at > ?`;
  return sql.exec<AbsenceRow>(query, key, now).toArray()[0] ?? null;
}

export function saveAbsence(sql: SqlStorage, { person, from, until, delegate }: Absence): void {
  sql.exec(
    `INSERT INTO absences (person_key, from_at, until_at, delegate_key, person, delegate) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at,
        delegate_key = excluded.delegate_key, person = excluded.person, delegate = excluded.delegate`,
    personKey(person),
    from,
    until,
    personKey(delegate),
    person,
    delegate,
  );
}

export function dropAbsence(sql: SqlStorage, key: string): void {
  sql.exec("DELETE FROM absences WHERE person_key = ?", key);
}

export function dropAbsencesOver(sql: SqlStorage, now: number): void {
  sql.exec("DELETE FROM absences WHERE until_at <= ?", now);
}

/** The absences, not over by `now`, of these people and of those whom they lead to. Without any absence it costs one look. */
export function absencesOf(sql: SqlStorage, people: readonly string[], now: number): readonly Absence[] {
  if (sql.exec("SELECT 1 FROM absences LIMIT 1").toArray().length === 0) return [];
  const keys = new Set(people.map(personKey));
  const found: Absence[] = [];
  // What is added to a set while it is walked is walked too.
  for (const key of keys) {
    const absence = loadAbsence(sql, key, now);
    if (absence === null) continue;
    found.push(absence);
    keys.add(personKey(absence.delegate));
  }
  return found;
}

/** The person, and everybody for whom the person stands in, directly or through others. */
export function whomItConcerns(sql: SqlStorage, key: string): ReadonlySet<string> {
  const rows = sql.exec<{ who: string; delegate: string }>(
    "SELECT person_key AS who, delegate_key AS delegate FROM absences",
  );
  const absences = rows.toArray();
  const concerned = new Set([key]);
  for (const person of concerned) {
    for (const { who, delegate } of absences) if (delegate === person) concerned.add(who);
  }
  return concerned;
}

export type ListedAbsence = Walked & Absence;

/** The one that begins last first. There are few: no index is worth its writes. */
export function listAbsenceRows(sql: SqlStorage, walk: PageWalk, now: number): readonly ListedAbsence[] {
  return sql
    .exec<ListedAbsence & Record<string, SqlStorageValue>>(
      `SELECT from_at AS 'order', person_key AS id, 1 AS fits, ${COLUMNS} FROM absences
        WHERE until_at > ? AND (from_at, person_key) < (?, ?) ORDER BY from_at DESC, person_key DESC LIMIT ?`,
      now,
      walk.after.order,
      walk.after.id,
      walk.scan,
    )
    .toArray();
}

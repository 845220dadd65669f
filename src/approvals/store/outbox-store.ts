/** What is to be done outside, kept until it is done. */
import type { RequestedDelivery } from "../../contract/approval-request.ts";
import type { Occasion, OutcomeNotice } from "../../notifications/notice.ts";
import { parseJson } from "../../kernel/json.ts";

export type Effect =
  | { readonly kind: "wake" }
  | { readonly kind: "ledger" }
  /** Posts the outcome to the program that asked. */
  | { readonly kind: "callback" }
  /** Asks somebody. `ref`: by which the channel finds the message that was delivered. */
  | {
      readonly kind: "notify";
      readonly delivery: RequestedDelivery;
      readonly occasion: Occasion;
      readonly ref?: string;
    }
  /** Tells somebody that it is over; with a `ref` by changing the message they have. */
  | {
      readonly kind: "news";
      readonly delivery: RequestedDelivery;
      readonly audience: OutcomeNotice["audience"];
      readonly ref: string | null;
    };

/** Effects that tell people, by a message of a channel's. */
export type MessageEffect = Extract<Effect, { kind: "notify" | "news" }>;

export function isMessage(effect: Effect): effect is MessageEffect {
  return effect.kind === "notify" || effect.kind === "news";
}

/** Effects on what is not ours, which may hang or refuse for days. */
export type OutsideEffect = Extract<Effect, { kind: MessageEffect["kind"] | "callback" }>;

export function goesOutside(effect: Effect): effect is OutsideEffect {
  return isMessage(effect) || effect.kind === "callback";
}

export interface OutboxRow {
  readonly id: number;
  readonly effect: Effect;
  readonly status: "pending" | "done" | "failed";
  readonly attempts: number;
  readonly nextAt: number;
  readonly lastError: string | null;
}

interface Row extends Record<string, SqlStorageValue> {
  id: number;
  kind: string;
  body: string;
  status: string;
  attempts: number;
  next_at: number;
  last_error: string | null;
}

export function addEffect(sql: SqlStorage, effect: Effect, dueAt: number): void {
  sql.exec(
    "INSERT INTO outbox (kind, body, status, attempts, next_at) VALUES (?, ?, 'pending', 0, ?)",
    effect.kind,
    JSON.stringify(effect),
    dueAt,
  );
}

/**
 * The ledger is told by one row, which becomes due anew with every change. Where it is due as early already and nobody
 * has tried it, the next try tells this change as well. A change during a try makes it due again, whatever comes of that.
 */
export function requestLedgerReport(sql: SqlStorage, dueAt: number): void {
  const [known] = sql
    .exec<{ waits: number }>(
      "SELECT status = 'pending' AND attempts = 0 AND next_at <= ? AS waits FROM outbox WHERE kind = 'ledger'",
      dueAt,
    )
    .toArray();
  if (known === undefined) return addEffect(sql, { kind: "ledger" }, dueAt);
  if (known.waits === 1) return;
  sql.exec("UPDATE outbox SET status = 'pending', attempts = 0, next_at = ? WHERE kind = 'ledger'", dueAt);
}

export function listEffects(sql: SqlStorage): readonly OutboxRow[] {
  return sql.exec<Row>("SELECT * FROM outbox ORDER BY id").toArray().map(outboxRow);
}

/** The run that waits comes first. */
export function listDueEffects(sql: SqlStorage, now: number): readonly OutboxRow[] {
  return sql
    .exec<Row>(
      "SELECT * FROM outbox WHERE status = 'pending' AND next_at <= ? ORDER BY kind = 'wake' DESC, next_at, id",
      now,
    )
    .toArray()
    .map(outboxRow);
}

/** When the next effect is due, overdue ones included; `null` where none is pending. */
export function earliestEffect(sql: SqlStorage): number | null {
  return sql.exec<{ due: number | null }>("SELECT min(next_at) AS due FROM outbox WHERE status = 'pending'").one().due;
}

/** Takes a row for one attempt: until `leaseEnds` nobody else tries it. */
export function leaseEffect(sql: SqlStorage, id: number, leaseEnds: number): void {
  sql.exec("UPDATE outbox SET attempts = attempts + 1, next_at = ? WHERE id = ?", leaseEnds, id);
}

/** A notice that was under way when the approval was settled counts as given up, until it arrives after all. */
export function finishEffect(sql: SqlStorage, id: number, status: "done" | "failed", error: string | null): void {
  sql.exec(
    `UPDATE outbox SET status = ?1, last_error = ?2
      WHERE id = ?3 AND (status = 'pending' OR (kind = 'notify' AND ?1 = 'done'))`,
    status,
    error,
    id,
  );
}

/** Keeps by what the channel finds the delivered message again. */
export function saveRef(sql: SqlStorage, id: number, ref: string): void {
  sql.exec("UPDATE outbox SET body = json_set(body, '$.ref', ?) WHERE id = ?", ref, id);
}

export function postponeEffect(sql: SqlStorage, id: number, nextAt: number, error: string): void {
  sql.exec("UPDATE outbox SET next_at = ?, last_error = ? WHERE id = ? AND status = 'pending'", nextAt, error, id);
}

/** Gives up telling people about an approval that is settled. */
export function abandonNotices(sql: SqlStorage, why: string): void {
  sql.exec("UPDATE outbox SET status = 'failed', last_error = ? WHERE kind = 'notify' AND status = 'pending'", why);
}

/** Gives up asking somebody who is not asked any more. */
export function abandonNoticesTo(sql: SqlStorage, isTheirs: (name: string) => boolean, why: string): void {
  for (const { id, effect } of listEffects(sql)) {
    if (effect.kind !== "notify" || effect.delivery.approver === null) continue;
    if (isTheirs(effect.delivery.approver)) finishEffect(sql, id, "failed", why);
  }
}

/** Notices written before there were several occasions are requests. */
function readEffect(body: string): Effect {
  const effect = parseJson<Effect>(body);
  return effect.kind === "notify" ? { ...effect, occasion: effect.occasion ?? "asked" } : effect;
}

function outboxRow(row: Row): OutboxRow {
  return {
    id: row.id,
    effect: readEffect(row.body),
    status: row.status as OutboxRow["status"],
    attempts: row.attempts,
    nextAt: row.next_at,
    lastError: row.last_error,
  };
}

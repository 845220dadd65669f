/**
 * What the verbs of one approval share: its tables, its clock, its record, and its end. Every change is one transaction
 * that also writes the effects that follow.
 */
import { type Actor, actorLabel, SYSTEM } from "../contract/actor.ts";
import type { RequestedDelivery } from "../contract/approval-request.ts";
import type { Clock } from "../kernel/clock.ts";
import { approvalIdOf, formatToken } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { hasTables } from "../kernel/tables.ts";
import type { Occasion } from "../notifications/notice.ts";
import type { End } from "./approval-state.ts";
import { expire } from "./decide.ts";
import { newsForApprovers, newsForRequester, toldBy } from "./news.ts";
import { bumpRev, loadApproval, saveEnd, type StoredApproval } from "./store/approval-store.ts";
import { addEvent } from "./store/event-store.ts";
import {
  abandonNotices,
  addEffect,
  type Effect,
  listEffects,
  type OutboxRow,
  requestLedgerReport,
} from "./store/outbox-store.ts";
import { migrate } from "./store/schema.ts";

/** How long what is recorded aside may wait for company, in milliseconds: lists follow within a second. */
const TOLD_WITHIN_MS = 400;

export interface MachinePorts {
  readonly sql: SqlStorage;
  readonly transaction: <T>(body: () => T) => T;
  readonly now: Clock;
  /** The object's own id, 64 hex digits. */
  readonly objectId: string;
  readonly callbackPath: () => string;
  /** Whether e-mail can be sent to whoever has an address. */
  readonly canMail: () => boolean;
}

export type Desk = ReturnType<typeof createDesk>;

export function createDesk(ports: MachinePorts) {
  const { sql, now, canMail } = ports;
  // Tables that an earlier version made; where there are none yet, opening makes them.
  let areTablesThere = hasTables(sql);
  if (areTablesThere) ports.transaction(() => migrate(sql));
  /** As it is in the tables, until the next change. */
  let kept: StoredApproval | null = null;
  let changes = 0;

  function load(): StoredApproval | null {
    if (changes === 0 && kept !== null) return kept;
    const stored = areTablesThere || hasTables(sql) ? loadApproval(sql) : null;
    if (changes > 0) return stored;
    // What a change has made may be taken back until it is over.
    areTablesThere ||= stored !== null;
    kept = stored;
    return stored;
  }

  /** All of it is about to be erased. */
  function forget(): void {
    kept = null;
    areTablesThere = false;
  }

  /** Every change to what `load` gives is made in one of these. */
  function transaction<T>(body: () => T): T {
    changes += 1;
    try {
      return ports.transaction(body);
    } finally {
      changes -= 1;
      kept = null;
    }
  }

  /** Writes down the end that time has brought, if it has; the clock decides, not the alarm. */
  function settleExpiry(): StoredApproval | null {
    const stored = load();
    if (stored === null) return null;
    const end = expire(stored.state, now());
    if (end === null) return stored;
    transaction(() => conclude(end, SYSTEM, "approval.expired"));
    return load();
  }

  /** What belongs to a workspace, as it is by the clock; `null` for every other. */
  function settledFor(workspace: string): StoredApproval | null {
    const stored = settleExpiry();
    return stored?.facts.workspace === workspace ? stored : null;
  }

  function conclude(end: End, actor: Actor, type: string): void {
    if (!saveEnd(sql, end)) return;
    afterEnd();
    record(actorLabel(actor), type, {
      status: end.status,
      ...(end.reason === undefined ? {} : { reason: end.reason }),
    });
  }

  function afterEnd(): void {
    abandonNotices(sql, "Not sent: the request was settled first.");
    const stored = loadApproval(sql);
    if (stored === null) return;
    for (const effect of continuation(stored)) addEffect(sql, effect, now());
    const rows = listEffects(sql);
    const news = [
      ...newsForApprovers(toldBy(rows), stored.state, []),
      ...newsForRequester(deliveriesIn(rows), stored.state, { canMail: canMail(), tried: [] }),
    ];
    for (const effect of news) addEffect(sql, effect, now());
  }

  /** Every delivery by which people were asked, arrived or not. */
  function askedDeliveries(): readonly RequestedDelivery[] {
    return deliveriesIn(listEffects(sql));
  }

  function tell(deliveries: readonly RequestedDelivery[], occasion: Occasion): void {
    for (const delivery of deliveries) addEffect(sql, { kind: "notify", delivery, occasion }, now());
  }

  /** @param actor - as `actorLabel` writes it */
  function record(actor: string, type: string, detail: JsonObject): void {
    addEvent(sql, { at: now(), type, actor, detail });
    reportAnew();
  }

  /** As `record`, for what nobody waits for: the ledger hears several such things at once. */
  function recordAside(actor: string, type: string, detail: JsonObject): void {
    addEvent(sql, { at: now(), type, actor, detail });
    bumpRev(sql);
    requestLedgerReport(sql, now() + TOLD_WITHIN_MS);
  }

  /** The ledger is told, and answers who is away. A report that is under way is older than this, by its `rev`. */
  function reportAnew(): void {
    bumpRev(sql);
    requestLedgerReport(sql, now());
  }

  function linkUrl(stored: StoredApproval, secret: string, baseUrl: string = stored.facts.baseUrl): string {
    return `${baseUrl}${ports.callbackPath()}/${formatToken({ objectId: ports.objectId, secret })}`;
  }

  return {
    sql,
    now,
    transaction,
    canMail,
    approvalId: approvalIdOf(ports.objectId),
    load,
    forget,
    settleExpiry,
    settledFor,
    conclude,
    afterEnd,
    askedDeliveries,
    tell,
    record,
    recordAside,
    reportAnew,
    linkUrl,
  };
}

/** Who goes on once it is over: the run that waits, or the program that asked and wants to be told. */
function continuation({ facts: { runId, standalone } }: StoredApproval): readonly Effect[] {
  if (runId !== null) return [{ kind: "wake" }];
  return standalone === undefined || standalone.callbackUrl === null ? [] : [{ kind: "callback" }];
}

function deliveriesIn(rows: readonly OutboxRow[]): readonly RequestedDelivery[] {
  return rows.flatMap(({ effect }) => (effect.kind === "notify" ? [effect.delivery] : []));
}

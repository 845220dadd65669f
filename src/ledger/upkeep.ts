/** Keeps the alarm at the earliest chore, and the chores moving. Every write of the ledger goes through here. */
import type { Time } from "../kernel/clock.ts";
import type { Alarm } from "./alarm.ts";
import { alarmTime } from "./alarm-time.ts";
import type { Book } from "./book.ts";
import type { WebhookSender } from "./webhook-sender.ts";
import { ChoreRunner, type ChoreResult, type ChoreWork } from "./chore-runner.ts";
import {
  dropLeased,
  leaseChore,
  listDues,
  listEarliest,
  saveChoreError,
  type Chore,
  type ChoreKey,
} from "./chore-store.ts";

export interface UpkeepParts {
  readonly book: Book;
  readonly alarm: Alarm;
  readonly time: Time;
  readonly perform: ChoreWork["perform"];
  readonly webhooks: Pick<WebhookSender, "dues" | "drain">;
}

/** Webhooks say themselves which of them have no room. */
const ROOM_ENOUGH = 1;

export class Upkeep {
  readonly #parts: UpkeepParts;
  readonly #runner: ChoreRunner;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    this.#runner = new ChoreRunner({
      perform: parts.perform,
      lease: (room, isUnderway) => this.#leaseDue(room, isUnderway),
      settle: (chore, end) => this.#settle(chore, end),
    });
  }

  /** Sets the alarm for what an earlier life of the object left behind. */
  async resume(): Promise<void> {
    if (!this.#parts.book.isOpen) return;
    await this.#parts.alarm.recall();
    this.#arm();
  }

  write<T>(change: (sql: SqlStorage, now: number) => T): T {
    const result = this.#parts.book.write((sql) => change(sql, this.#parts.time.now()));
    this.#arm();
    return result;
  }

  /** A write about something recorded earlier: `empty` where nothing ever was, and no tables are made for it. */
  amend<T>(change: (sql: SqlStorage, now: number) => T, empty: NoInfer<T>): T {
    return this.#parts.book.isOpen ? this.write(change) : empty;
  }

  /** What the alarm does: begins what is due and does not wait for it, so that nothing that hangs delays the rest. */
  ring(): void {
    this.#parts.alarm.rang();
    try {
      this.#runner.drain();
      this.#parts.webhooks.drain();
    } catch (error) {
      console.error("The ledger's chores could not be begun", error);
    } finally {
      this.#arm();
    }
  }

  /** An attempt at a webhook has ended: the next is begun, or the alarm set for it. */
  tellOn(): void {
    this.#parts.webhooks.drain();
    this.#arm();
  }

  /** Attempts chores at once, stage by stage, and waits no longer than `patienceMs`. What fails is left to the alarm. */
  async attempt(stages: readonly (readonly ChoreKey[])[], patienceMs: number): Promise<void> {
    if (stages.length > 0) await until(this.#parts.time.cutOff(patienceMs), this.#attemptInTurn(stages));
  }

  async #attemptInTurn(stages: readonly (readonly ChoreKey[])[]): Promise<void> {
    for (const stage of stages) {
      const idle = stage.filter((key) => !this.#runner.isUnderway(key));
      await this.#runner.attempt(this.#lease(idle));
    }
  }

  #leaseDue(room: number, isUnderway: (key: ChoreKey) => boolean): readonly Chore[] {
    const now = this.#parts.time.now();
    const earliest = this.#parts.book.read((sql) => listEarliest(sql, room + this.#runner.busy), []);
    return this.#lease(earliest.filter((chore) => chore.dueAt <= now && !isUnderway(chore)).slice(0, room));
  }

  #lease(keys: readonly ChoreKey[]): readonly Chore[] {
    if (keys.length === 0) return [];
    const now = this.#parts.time.now();
    return this.#parts.book.write((sql) => keys.flatMap((key) => leaseChore(sql, key, now) ?? []));
  }

  #settle(chore: Chore, end: ChoreResult | Error): void {
    if (end === "again") return;
    if (end === "done") return this.#parts.book.write((sql) => dropLeased(sql, chore));
    console.warn(`The chore ${chore.kind} of ${chore.subject} failed at attempt ${chore.attempts}: ${end.message}`);
    this.#parts.book.write((sql) => saveChoreError(sql, chore, end.message));
  }

  #arm(): void {
    const earliest = this.#parts.book.read((sql) => listDues(sql, this.#runner.busy + 1), []);
    const dues = earliest.map((chore) => ({ dueAt: chore.dueAt, underway: this.#runner.isUnderway(chore) }));
    const now = this.#parts.time.now();
    this.#parts.alarm.ringBy(alarmTime(dues, now, this.#runner.room));
    this.#parts.alarm.ringBy(alarmTime(this.#parts.webhooks.dues(), now, ROOM_ENOUGH));
  }
}

async function until(cutOff: AbortSignal, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  cutOff.addEventListener("abort", () => resolve(), { once: true });
  await Promise.race([work, promise]);
}

/**
 * Tells webhooks what has happened: each in the order of the trail, the next event only when the one before has arrived.
 * An attempt is leased before it begins, so that one cut off by a crash is made again; each webhook is told on its own,
 * so that one that hangs delays no other.
 */
import type { Clock } from "../kernel/clock.ts";
import type { PostPort } from "../notifications/post-json.ts";
import type { Due } from "./alarm-time.ts";
import type { Book } from "./book.ts";
import { postEvent } from "./post-event.ts";
import { recordArrival, recordFailure } from "./record-webhook.ts";
import { nextEvents, type Telling } from "./next-events.ts";
import { PAUSES_MS } from "./webhook-pace.ts";
import {
  type Behind,
  hasWebhooks,
  leaseWebhook,
  listBehind,
  loadWebhook,
  saveCursor,
  type WebhookRow,
} from "./webhook-store.ts";

export interface WebhookSenderParts {
  readonly book: Book;
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: PostPort["fetch"];
  /** An attempt has ended: what is due next is another. */
  readonly ended: () => void;
}

/** The platform allows an object six connections: one is left to whoever else needs it. */
const AT_ONCE = 5;

/** Of those, to receivers that failed before: they may hang again. */
const FAILING_AT_ONCE = 2;

/** No event is begun any more in an attempt that has taken so long, in milliseconds. */
const BATCH_MS = 10_000;

/**
 * What has arrived is put on record at once, then so often, in milliseconds: where the object dies, no more than that is
 * sent again, and what is left does not wait for the lease to end.
 */
const SAVED_EVERY_MS = 1_000;

/** Longer than an attempt can take. */
const LEASE_MS = 40_000;

export class WebhookSender {
  readonly #parts: WebhookSenderParts;
  /** By id, whether it failed before. */
  readonly #underway = new Map<string, { readonly isFailing: boolean }>();

  /** Whether there are any: every write of the ledger asks. `null`: not looked yet since they changed. */
  #areThere: boolean | null = null;

  constructor(parts: WebhookSenderParts) {
    this.#parts = parts;
  }

  /** For the alarm. */
  dues(): readonly Due[] {
    const now = this.#parts.clock();
    return this.#listBehind().map((behind) => ({
      dueAt: Math.max(behind.dueAt, now),
      underway: this.#underway.has(behind.id) || !this.#hasRoom(behind),
    }));
  }

  /** Begins what is due, as far as there is room, and does not wait for it. */
  drain(): void {
    const now = this.#parts.clock();
    for (const behind of this.#listBehind()) {
      if (behind.dueAt > now || this.#underway.has(behind.id) || !this.#hasRoom(behind)) continue;
      const told = this.#lease(behind.id, now);
      if (told !== null) void this.#tell(told.webhook, told.telling);
    }
  }

  /** Webhooks are about to change. */
  forget(): void {
    this.#areThere = null;
  }

  #listBehind(): readonly Behind[] {
    this.#areThere ??= this.#parts.book.read(hasWebhooks, false);
    if (!this.#areThere) return [];
    return this.#parts.book.read(listBehind, []);
  }

  #hasRoom({ attempts }: Behind): boolean {
    const failing = [...this.#underway.values()].filter(({ isFailing }) => isFailing).length;
    return this.#underway.size < AT_ONCE && (attempts === 0 || failing < FAILING_AT_ONCE);
  }

  /** What is to be sent, marked as being sent; `null` where nothing of what happened is wanted. */
  #lease(id: string, now: number): { readonly webhook: WebhookRow; readonly telling: Telling } | null {
    return this.#parts.book.write((sql) => {
      const webhook = loadWebhook(sql, id);
      if (webhook === null) return null;
      const telling = nextEvents(sql, webhook);
      if (telling.events.length === 0) saveCursor(sql, id, telling.upTo);
      else leaseWebhook(sql, id, now + LEASE_MS + (PAUSES_MS[webhook.attempts] ?? 0));
      return telling.events.length === 0 ? null : { webhook, telling };
    });
  }

  async #tell(webhook: WebhookRow, telling: Telling): Promise<void> {
    this.#underway.set(webhook.id, { isFailing: webhook.attempts > 0 });
    try {
      await this.#send(webhook, telling);
    } catch (error) {
      console.error(`The webhook ${webhook.id} could not be told`, error);
    } finally {
      this.#underway.delete(webhook.id);
    }
    this.#parts.ended();
  }

  async #send(webhook: WebhookRow, { events, upTo }: Telling): Promise<void> {
    const { clock, random, fetch } = this.#parts;
    const begun = clock();
    let unsaved: number | null = null;
    let savedAt = -Infinity;
    for (const { seq, event } of events) {
      if (clock() - begun > BATCH_MS) break;
      const posted = await postEvent(webhook, event, { fetch, now: clock() });
      if (posted.status !== "arrived") {
        this.#save(webhook, unsaved);
        return this.#parts.book.write((sql) =>
          recordFailure(sql, webhook.id, { failure: posted, random, now: clock() }),
        );
      }
      unsaved = seq === events.at(-1)?.seq ? upTo : seq;
      if (clock() - savedAt < SAVED_EVERY_MS) continue;
      this.#save(webhook, unsaved);
      unsaved = null;
      savedAt = clock();
    }
    this.#save(webhook, unsaved);
  }

  #save({ id }: WebhookRow, arrived: number | null): void {
    const { book, clock } = this.#parts;
    if (arrived !== null) book.write((sql) => recordArrival(sql, id, arrived, clock()));
  }
}

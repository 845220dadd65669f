/** Those who follow a workspace or a run, and those who watch a page of it: what they read, and when they look again. */
import type { LiveTopic } from "../contract/live.ts";
import type { Clock } from "../kernel/clock.ts";
import { Waiters } from "../kernel/waiters.ts";
import type { Book } from "./book.ts";
import { LiveSockets } from "./live-sockets.ts";
import type { EventPage, EventQuery } from "./queries.ts";
import { readEvents, readNoEvents } from "./read-events.ts";
import { loadRunHead } from "./run-store.ts";
import { topicOf } from "./watch.ts";

interface FollowersParts {
  readonly ctx: DurableObjectState;
  readonly book: Book;
  readonly clock: Clock;
}

export type Changed =
  | { readonly kind: "run"; readonly id: string }
  | { readonly kind: "approval"; readonly id: string; readonly run: string | null };

export class Followers {
  readonly #parts: FollowersParts;
  readonly #waiters = new Waiters();
  readonly #sockets: LiveSockets;

  constructor(parts: FollowersParts) {
    this.#parts = parts;
    this.#sockets = new LiveSockets(parts.ctx);
  }

  async read(query: EventQuery): Promise<EventPage> {
    const page = this.#readNow(query);
    if (page.status !== "read" || page.isOver || page.last !== query.after || query.waitMs === 0) return page;
    await this.#waiters.wait(query.run ?? WORKSPACE, query.waitMs);
    return this.#readNow(query);
  }

  /** @param address - as `watch` wrote it */
  watch(address: string): Response {
    const topic = topicOf(address);
    if (topic === null || !this.#isKnown(topic)) return new Response(null, { status: 404 });
    return this.#sockets.accept(topic, this.#parts.clock());
  }

  tell(changed: Changed): void {
    const run = changed.kind === "run" ? changed.id : changed.run;
    this.#waiters.tell(WORKSPACE);
    if (run !== null) this.#waiters.tell(run);
    this.#sockets.tell(topicsOf(changed), this.#parts.clock());
  }

  #readNow(query: EventQuery): EventPage {
    return this.#parts.book.read((sql) => readEvents(sql, query), readNoEvents(query));
  }

  #isKnown(topic: LiveTopic): boolean {
    switch (topic.kind) {
      case "run":
        return this.#parts.book.read((sql) => loadRunHead(sql, topic.id) !== null, false);
      // Its owner has let them in, and may know of it before the ledger has heard.
      case "approval":
      case "list":
        return true;
      default:
        return topic satisfies never;
    }
  }
}

function topicsOf(changed: Changed): readonly LiveTopic[] {
  if (changed.kind === "run") return [changed, { kind: "list" }];
  const run: readonly LiveTopic[] = changed.run === null ? [] : [{ kind: "run", id: changed.run }];
  return [changed, ...run, { kind: "list" }];
}

/** What those wait for who follow all of it. */
const WORKSPACE = "workspace";

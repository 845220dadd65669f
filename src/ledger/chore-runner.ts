/** Attempts chores side by side, a few at once, each cut off in time, so that none holds up another. */
import type { Chore, ChoreKey } from "./chore-store.ts";

/** `again`: the chore stays, and is due when its lease says. */
export type ChoreResult = "done" | "again";

export interface ChoreWork {
  /** Does what the chore is about; throws where that failed. */
  perform(chore: Chore): Promise<ChoreResult>;
  /** Takes up to `room` of the chores that are due, but none of those underway. */
  lease(room: number, isUnderway: (key: ChoreKey) => boolean): readonly Chore[];
  /** Records how an attempt ended. */
  settle(chore: Chore, end: ChoreResult | Error): void;
}

const AT_ONCE = 6;
const CUT_OFF_MS = 10_000;

export class ChoreRunner {
  readonly #work: ChoreWork;
  readonly #underway = new Map<string, Promise<void>>();
  readonly #queue: (() => void)[] = [];
  #active = 0;

  constructor(work: ChoreWork) {
    this.#work = work;
  }

  /** How many more chores can begin now. */
  get room(): number {
    return Math.max(0, AT_ONCE - this.#underway.size);
  }

  /** How many chores are underway. */
  get busy(): number {
    return this.#underway.size;
  }

  isUnderway(key: ChoreKey): boolean {
    return this.#underway.has(nameOf(key));
  }

  /** Begins what is due, as far as there is room, and does not wait for it. */
  drain(): void {
    if (this.room === 0) return;
    const leased = this.#work.lease(this.room, (key) => this.isUnderway(key));
    for (const chore of leased) void this.#begin(chore);
  }

  /** Attempts these chores before any other, and resolves when each attempt has ended, well or not. */
  async attempt(chores: readonly Chore[]): Promise<void> {
    await Promise.all(chores.map((chore) => this.#begin(chore)));
  }

  #begin(chore: Chore): Promise<void> {
    const name = nameOf(chore);
    const attempt = this.#attempt(chore)
      .finally(() => this.#underway.delete(name))
      .then(() => this.drain())
      .catch((error: unknown) => console.error(`The chore ${name} could not be settled`, error));
    this.#underway.set(name, attempt);
    return attempt;
  }

  async #attempt(chore: Chore): Promise<void> {
    await this.#enter();
    const end = await endOf(this.#work.perform(chore));
    this.#leave();
    this.#work.settle(chore, end);
  }

  async #enter(): Promise<void> {
    if (this.#active < AT_ONCE) this.#active += 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  /** Hands the place to the next in the queue, if there is one. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#active -= 1;
    else next();
  }
}

async function endOf(attempt: Promise<ChoreResult>): Promise<ChoreResult | Error> {
  try {
    return await cutOff(attempt);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function cutOff<T>(attempt: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer after ${CUT_OFF_MS} ms`)), CUT_OFF_MS);
  try {
    return await Promise.race([attempt, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function nameOf({ kind, subject }: ChoreKey): string {
  return `${kind} ${subject}`;
}

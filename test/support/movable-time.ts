/** The time of one object under test: as much ahead of the system's as it was moved, also once the object is made anew. */
import { systemTime, type Time } from "../../src/kernel/clock.ts";

const AHEAD = "test-time-ahead";

interface CutOff {
  readonly at: number;
  readonly controller: AbortController;
}

export class MovableTime implements Time {
  readonly #storage: DurableObjectStorage;
  #ahead: number;
  #cutOffs: readonly CutOff[] = [];

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#ahead = storage.kv.get<number>(AHEAD) ?? 0;
  }

  readonly now = (): number => systemTime.now() + this.#ahead;

  readonly cutOff = (ms: number): AbortSignal => {
    const controller = new AbortController();
    this.#cutOffs = [...this.#cutOffs, { at: this.now() + ms, controller }];
    return AbortSignal.any([controller.signal, systemTime.cutOff(ms)]);
  };

  /**
   * The platform's alarm, where one is set, rings so much earlier; where that is now, it has rung once this resolves.
   * @param ring - what the object does when its alarm rings
   */
  async move(ms: number, ring: () => Promise<void>): Promise<void> {
    this.#set(ms);
    const alarm = await this.#storage.getAlarm();
    if (alarm === null) return;
    if (alarm - ms > systemTime.now()) return this.#storage.setAlarm(alarm - ms);
    await this.#storage.deleteAlarm();
    await ring();
  }

  #set(ms: number): void {
    this.#ahead += ms;
    this.#storage.kv.put(AHEAD, this.#ahead);
    const isOver = ({ at }: CutOff): boolean => at <= this.now();
    for (const { controller } of this.#cutOffs.filter(isOver))
      controller.abort(new DOMException("moved", "TimeoutError"));
    this.#cutOffs = this.#cutOffs.filter((cutOff) => !isOver(cutOff));
  }
}

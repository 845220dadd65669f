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

  move(ms: number): void {
    this.#ahead += ms;
    this.#storage.kv.put(AHEAD, this.#ahead);
    const isOver = ({ at }: CutOff): boolean => at <= this.now();
    for (const { controller } of this.#cutOffs.filter(isOver))
      controller.abort(new DOMException("moved", "TimeoutError"));
    this.#cutOffs = this.#cutOffs.filter((cutOff) => !isOver(cutOff));
  }
}

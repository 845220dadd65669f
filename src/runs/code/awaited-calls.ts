/** Finds calls that nobody waits for: what they do would be cut off when the run ends. */
import { EnsembleError } from "../../authoring/ensemble-error.ts";

interface Watched {
  readonly kind: string;
  readonly name: string | undefined;
  readonly line: string | null;
}

export class AwaitedCalls {
  readonly #underWay = new Map<object, Watched>();

  /** The same promise, but that it is known whether it is awaited. */
  watch<T>(call: Watched, made: Promise<T>): Promise<T> {
    const forget = (): void => void this.#underWay.delete(made);
    this.#underWay.set(made, call);
    made.then(forget, forget);
    return new HeardPromise<T>((resolve, reject) => void made.then(resolve, reject), forget);
  }

  /** @throws EnsembleError `call-not-awaited` */
  require(): void {
    const [call] = this.#underWay.values();
    if (call === undefined) return;
    const { kind, name, line } = call;
    const where = line === null ? "" : ` (${line})`;
    throw new EnsembleError(
      "call-not-awaited",
      `${kind}${name === undefined ? "" : ` "${name}"`}: the code ended before this call had, and did not wait for it. Put an \`await\` before it.${where}`,
      name ?? null,
    );
  }
}

/** `await` asks a promise of a class of its own for its `then`; a plain one it would not ask. */
class HeardPromise<T> extends Promise<T> {
  readonly #heard: () => void;

  constructor(body: ConstructorParameters<typeof Promise<T>>[0], heard: () => void) {
    super(body);
    this.#heard = heard;
  }

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  override then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#heard();
    return super.then(fulfilled, rejected);
  }
}

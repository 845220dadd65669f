/**
 * One walk through the code of an ensemble. The code is given the result of each call. What ends the run, or the walk,
 * is kept from it: such a call never returns, so that nothing after it happens, whatever the code catches.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { EnsembleError } from "../../authoring/ensemble-error.ts";
import type { AgentResult, Frame } from "../scope.ts";
import type { PlanAgent } from "../../ensembles/plan.ts";
import { StepFailure } from "../../operations/step-failure.ts";
import type { RunEnd } from "../run-reporter.ts";
import type { Place, Walk } from "../walk.ts";
import { AwaitedCalls } from "./awaited-calls.ts";
import { type CallName, CallNames, parseCallName } from "./call-name.ts";

export interface Call {
  readonly kind: string;
  /** Undefined where the call was given none. */
  readonly name: string | undefined;
  readonly options: unknown;
}

/** Turns of the code's own promises after a call, within which it makes its next one. */
const TURNS = 20;

export class CodeRun {
  readonly walk: Walk;
  readonly #frame: Frame;
  readonly #names = new CallNames();
  readonly #end = Promise.withResolvers<RunEnd>();
  readonly #awaited = new AwaitedCalls();
  /** The step whose work makes a call. */
  readonly #working = new AsyncLocalStorage<string>();
  /** Steps before the one from which the run is repeated. */
  readonly #kept = new Set<string>();
  #isRepeating: boolean;
  #isClosed = false;
  #latest = "";

  constructor(walk: Walk, frame: Frame) {
    this.walk = { ...walk, isKept: ({ path }) => this.#kept.has(path) };
    this.#frame = frame;
    this.#isRepeating = walk.params.from !== undefined;
  }

  /** How the run ended by a call; rejects where the walk did. */
  get end(): Promise<RunEnd> {
    return this.#end.promise;
  }

  /** The call that was made last. */
  get latest(): string {
    return this.#latest;
  }

  /** From now on no call comes back. */
  close(): void {
    this.#isClosed = true;
  }

  /** Ends the run. */
  finish(end: RunEnd): Promise<never> {
    this.#end.resolve(end);
    this.close();
    return never();
  }

  call<T>(call: Call, body: (name: CallName) => Promise<T>): Promise<T> {
    const line = this.walk.ports.codeLine();
    return this.#awaited.watch({ ...call, line }, this.#make(call, line, body));
  }

  /** Work that must not make calls: it is done once, and what it called would not be come to again. */
  inStep<T>({ path }: CallName, work: () => T): T {
    return this.#working.run(path, work);
  }

  /** @throws EnsembleError `call-not-awaited` */
  requireAwaited(): void {
    this.#awaited.require();
  }

  async #make<T>(call: Call, line: string | null, body: (name: CallName) => Promise<T>): Promise<T> {
    if (this.#isClosed) return never();
    try {
      this.#requireNoStep();
      const result = await body(this.#begin(call, line));
      void this.#tellRest();
      return this.#isClosed ? await never() : result;
    } catch (error) {
      if (this.#isClosed) return never();
      if (error instanceof EnsembleError) throw error;
      if (error instanceof StepFailure) throw refusal(error, call, line);
      this.#end.reject(error);
      this.close();
      return never();
    }
  }

  place(name: CallName, agent: PlanAgent): Place {
    const { path, round } = name;
    return { agent, frame: this.#frame, round, path, seq: this.walk.reporter.nextStep() };
  }

  /** A further name of the same call, such as of its second message. */
  claim(name: CallName): CallName {
    this.#names.claim(name);
    return name;
  }

  #begin(call: Call, line: string | null): CallName {
    const name = parseCallName(call.name ?? this.#names.next(call.kind));
    this.claim(name);
    this.#latest = name.path;
    this.#keep(name);
    this.walk.ports.called({ ...call, path: name.path, line });
    return name;
  }

  #requireNoStep(): void {
    const step = this.#working.getStore();
    if (step === undefined) return;
    const message = `it is called inside the work of the step "${step}". Call it before or after that step.`;
    throw new StepFailure("call-in-step", message, { retryable: "no" });
  }

  #keep({ path, agent }: CallName): void {
    const { from } = this.walk.params;
    if (path === from || agent === from) this.#isRepeating = false;
    if (this.#isRepeating) this.#kept.add(path);
  }

  /** Where one line of the code has come to its end and others still wait for people, the run rests again. */
  async #tellRest(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
    if (!this.#isClosed) await this.walk.reporter.reportRest();
  }
}

/** The output of a step, or its failure as the code may catch it. */
export function outputOf(name: CallName, { output, error }: AgentResult): unknown {
  if (error === undefined) return output ?? null;
  throw new EnsembleError(error.code === "timeout" ? TIMEOUT : error.code, error.message, name.path);
}

export const TIMEOUT = "TIMEOUT";

function refusal({ code, message }: StepFailure, { kind, name }: Call, line: string | null): EnsembleError {
  const where = line === null ? "" : ` (${line})`;
  return new EnsembleError(code, `${kind}${name === undefined ? "" : ` "${name}"`}: ${message}${where}`, name ?? null);
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

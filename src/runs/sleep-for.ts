/** Rests for a while: one recorded step tells the ledger, then the engine sleeps. */
import type { SleepAgent } from "../ensembles/plan.ts";
import { isoTime } from "../kernel/clock.ts";
import { keptResult } from "./kept-result.ts";
import { RunStopped } from "./run-failure.ts";
import type { AgentResult } from "./scope.ts";
import { internalRules } from "./step-rules.ts";
import { codeVersionOf, completed, type Place, stepRecord, type Walk } from "./walk.ts";

interface Asleep {
  readonly startedAt: number;
  readonly codeVersion?: string;
  readonly stopped?: true;
  /** It has slept already, in the run that this one repeats. */
  readonly rested?: true;
}

export async function sleepFor(walk: Walk, place: Place, { ms }: SleepAgent): Promise<AgentResult> {
  const { durable } = walk.ports;
  const asleep = await walk.reporter.working(() =>
    durable.step(place.path, internalRules(), () => fallAsleep(walk, place, ms)),
  );
  const { stopped, rested, ...facts } = asleep;
  if (stopped === true) throw new RunStopped();
  if (rested === true)
    return completed(walk, place, undefined, { ...facts, finishedAt: facts.startedAt, attempts: 0, output: null });
  walk.reporter.due(place.path, asleep.startedAt + ms);
  walk.reporter.note(suspended(place, asleep, ms));
  await walk.reporter.waiting(() => durable.sleep(`${place.path}:sleep`, ms));
  return completed(walk, place, undefined, {
    ...facts,
    finishedAt: asleep.startedAt + ms,
    attempts: 1,
    output: null,
  });
}

async function fallAsleep(walk: Walk, place: Place, ms: number): Promise<Asleep> {
  const asleep = { startedAt: walk.ports.now(), ...codeVersionOf(walk, place.agent) };
  if ((await keptResult(walk, place)) !== null) return { ...asleep, rested: true };
  walk.reporter.due(place.path, asleep.startedAt + ms);
  const told = await walk.reporter.reportOpened(suspended(place, asleep, ms));
  return told === "stopped" ? { ...asleep, stopped: true } : asleep;
}

function suspended(place: Place, { startedAt, codeVersion }: Asleep, ms: number) {
  return stepRecord(place, {
    status: "suspended",
    startedAt,
    attempts: 1,
    reason: `sleeps until ${isoTime(startedAt + ms)}`,
    ...(codeVersion === undefined ? {} : { codeVersion }),
  });
}

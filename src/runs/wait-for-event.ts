/**
 * Waits for something to happen outside. The ledger keeps events until a wait takes them, so that none is lost that came
 * early, twice, or while the engine was away; the engine's own event only says that it is time to look.
 */
import { awaits } from "../contract/run-event.ts";
import type { WaitAgent } from "../ensembles/plan.ts";
import { parseJson } from "../kernel/json.ts";
import { eventSignal } from "../ledger/event-signal.ts";
import type { TakenEvent } from "../ledger/port.ts";
import { keptResult } from "./kept-result.ts";
import { RunStopped } from "./run-failure.ts";
import type { AgentResult } from "./scope.ts";
import { internalRules } from "./step-rules.ts";
import { codeVersionOf, completed, failed, type Place, stepRecord, type Walk } from "./walk.ts";

interface Waiting {
  readonly startedAt: number;
  readonly codeVersion?: string;
  /** The event, where it was there already. */
  readonly taken: TakenEvent | null;
  readonly stopped?: true;
}

/** How often a wait without end is looked after, in milliseconds. */
const LOOK_AFTER_MS = 30 * 86_400_000;

export async function waitForEvent(walk: Walk, place: Place, agent: WaitAgent): Promise<AgentResult> {
  const { durable } = walk.ports;
  const begun = await walk.reporter.working(() =>
    durable.step(place.path, internalRules(), () => begin(walk, place, agent)),
  );
  if (begun.stopped === true) throw new RunStopped();
  const { taken, stopped: _stopped, ...facts } = begun;
  if (taken === null) {
    noteDue(walk, place, agent, begun.startedAt);
    walk.reporter.note(suspended(place, agent, begun));
  }
  const event = taken ?? (await walk.reporter.waiting(() => awaitEvent(walk, place, { agent, begun })));
  if (event !== null) {
    return completed(walk, place, undefined, {
      ...facts,
      finishedAt: Math.max(event.at, begun.startedAt),
      attempts: 1,
      output: parseJson(event.payloadJson),
    });
  }
  return failed(walk, place, undefined, {
    ...facts,
    finishedAt: begun.startedAt + (agent.timeoutMs ?? 0),
    attempts: 1,
    error: { code: "timeout", message: `The event "${agent.event}" did not come in time.` },
  });
}

async function begin(walk: Walk, place: Place, agent: WaitAgent): Promise<Waiting> {
  const facts = { startedAt: walk.ports.now(), ...codeVersionOf(walk, agent) };
  const taken = (await keptEvent(walk, place)) ?? (await take(walk, place, agent));
  if (taken !== null) return { ...facts, taken };
  noteDue(walk, place, agent, facts.startedAt);
  const told = await walk.reporter.reportOpened(suspended(place, agent, facts));
  return { ...facts, taken, ...(told === "stopped" ? { stopped: true } : {}) };
}

function noteDue({ reporter }: Walk, { path }: Place, { timeoutMs }: WaitAgent, startedAt: number): void {
  if (timeoutMs !== null) reporter.due(path, startedAt + timeoutMs);
}

async function keptEvent(walk: Walk, place: Place): Promise<TakenEvent | null> {
  const kept = await keptResult(walk, place);
  return kept === null ? null : { at: kept.finishedAt, payloadJson: JSON.stringify(kept.output) };
}

interface Wanted {
  readonly agent: WaitAgent;
  readonly begun: Waiting;
}

async function awaitEvent(walk: Walk, place: Place, { agent, begun }: Wanted): Promise<TakenEvent | null> {
  const { durable } = walk.ports;
  const deadline = agent.timeoutMs === null ? null : begun.startedAt + agent.timeoutMs;
  let now = begun.startedAt;
  for (let round = 1; ; round += 1) {
    const name = `${place.path}:event${round === 1 ? "" : `#${round}`}`;
    const patience = deadline === null ? LOOK_AFTER_MS : deadline - now;
    const came = await durable.waitForSignal(name, eventSignal(agent.event), patience);
    const look = await durable.step(`${name}:take`, internalRules(), async () => ({
      taken: await take(walk, place, agent),
      at: walk.ports.now(),
    }));
    if (look.taken !== null) return look.taken;
    if (deadline !== null && (!came || look.at >= deadline)) return null;
    now = look.at;
  }
}

function take({ params, ports }: Walk, { path }: Place, { event }: WaitAgent): Promise<TakenEvent | null> {
  return ports.ledger().takeEvent({ runId: params.runId, type: event, path });
}

function suspended(place: Place, { event }: WaitAgent, { startedAt, codeVersion }: Omit<Waiting, "taken">) {
  return stepRecord(place, {
    status: "suspended",
    startedAt,
    attempts: 1,
    reason: awaits(event),
    ...(codeVersion === undefined ? {} : { codeVersion }),
  });
}

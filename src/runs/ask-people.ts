/**
 * A hitl agent: one recorded step opens the approval and tells the ledger that the run rests, and one wait takes the
 * outcome. The approval's own alarm ends its time; the time-out of the wait is a distant safety net, after which the
 * run asks the approval.
 */
import { KEEP_AFTER_END_MS } from "../approvals/timetable.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Outcome } from "../contract/decision.ts";
import type { StepError } from "../contract/run.ts";
import type { HitlAgent } from "../ensembles/plan.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import type { Arrival } from "./durable.ts";
import { foresee } from "./foresight/foresee.ts";
import { RunStopped } from "./run-failure.ts";
import { prepareApproval } from "./prepare-approval.ts";
import { type AgentResult, hiddenVariable } from "./scope.ts";
import { internalRules } from "./step-rules.ts";
import { codeVersionOf, completed, errorOf, failed, type Place, stepRecord, type Walk } from "./walk.ts";

type OpenResult =
  | {
      readonly ok: true;
      readonly approvalId: string;
      readonly startedAt: number;
      readonly expiresAt: number | null;
      /** People's addresses are not known without the environment: kept, so that a replay need not read it. */
      readonly approvers: readonly string[];
      readonly requestedBy: string;
      /** Of an ensemble in TypeScript: which code asked. */
      readonly codeVersion?: string;
    }
  | { readonly ok: false; readonly startedAt: number; readonly error: StepError };

/** How long after an approval's end its outcome is asked for, in milliseconds. */
const GRACE_MS = 3_600_000;

/** One that takes longer is looked after so often: well before its owner forgets what it came to. */
const LOOK_AFTER_MS = KEEP_AFTER_END_MS / 2;

/** Recorded where the run was cancelled while it opened the approval: to try again would ask nobody. */
const STOPPED: StepError = { code: "run-stopped", message: "The run was cancelled." };

export async function askPeople(walk: Walk, place: Place, agent: HitlAgent): Promise<AgentResult> {
  const opened = await walk.reporter.working(() =>
    walk.ports.durable.step(place.path, internalRules(), () => openApproval(walk, place, agent)),
  );
  const { startedAt } = opened;
  if (!opened.ok && opened.error.code === STOPPED.code) throw new RunStopped();
  if (!opened.ok) {
    return failed(walk, place, undefined, { startedAt, finishedAt: startedAt, attempts: 1, error: opened.error });
  }
  const { approvalId } = opened;
  const version = opened.codeVersion === undefined ? {} : { codeVersion: opened.codeVersion };
  walk.reporter.note(stepRecord(place, { status: "suspended", startedAt, attempts: 1, approvalId, ...version }));
  const arrival = await walk.reporter.waiting(() => waitForOutcome(walk, place, opened));
  return completed(walk, place, inputOf(agent, place, opened), {
    startedAt,
    finishedAt: arrival.at,
    attempts: 1,
    output: arrival.outcome,
    approvalId,
    ...version,
  });
}

async function openApproval(walk: Walk, place: Place, agent: HitlAgent): Promise<OpenResult> {
  const { ports } = walk;
  const startedAt = ports.now();
  const request = attempt(() => prepareRequest(walk, place, agent));
  if (!request.ok) return { ok: false, startedAt, error: request.error };
  const { approvalId, createdAt, expiresAt } = await ports.approvalAt(place.path).open(request.value);
  const version = codeVersionOf(walk, agent);
  const record = stepRecord(place, { status: "suspended", startedAt: createdAt, attempts: 1, approvalId, ...version });
  if ((await walk.reporter.reportOpened(record)) === "stopped") return { ok: false, startedAt, error: STOPPED };
  const { approvers, requestedBy } = request.value;
  return { ok: true, approvalId, startedAt: createdAt, expiresAt, approvers, requestedBy, ...version };
}

function prepareRequest({ ports, params }: Walk, { frame, round }: Place, agent: HitlAgent): ApprovalRequest {
  const request = prepareApproval({
    agent,
    params,
    scope: frame.scope(ports.variable),
    publicUrl: ports.publicUrl(),
    emailConfigured: ports.emailConfigured(),
    approverGroups: ports.approverGroups(),
  });
  const foreseen = foresee({ plan: params.plan, agent, frame, round, timeoutMs: request.timeoutMs });
  return foreseen === null ? request : { ...request, foreseen };
}

function attempt<T>(
  body: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: StepError } {
  try {
    return { ok: true, value: body() };
  } catch (error) {
    return { ok: false, error: errorOf(error) };
  }
}

async function waitForOutcome(walk: Walk, place: Place, opened: Extract<OpenResult, { ok: true }>): Promise<Arrival> {
  const { durable } = walk.ports;
  for (let round = 1; ; round += 1) {
    const name = `${place.path}:outcome${round === 1 ? "" : `#${round}`}`;
    const arrival = await durable.waitForOutcome(name, opened.approvalId, patienceIn(round, opened));
    if (arrival !== null) return arrival;
    const asked = await durable.step(`${name}:ask`, internalRules(), async () => askOwner(walk, place));
    if (asked !== null) return asked;
  }
}

/** Milliseconds: to shortly after the end, as it was when the approval was opened, but never for too long at a time. */
function patienceIn(round: number, { startedAt, expiresAt }: Extract<OpenResult, { ok: true }>): number {
  if (expiresAt === null) return LOOK_AFTER_MS;
  const left = expiresAt - startedAt + GRACE_MS - (round - 1) * LOOK_AFTER_MS;
  return left > 0 ? Math.min(left, LOOK_AFTER_MS) : LOOK_AFTER_MS;
}

async function askOwner(walk: Walk, place: Place): Promise<Arrival | null> {
  const outcome: Outcome | null = await walk.ports.approvalAt(place.path).outcome();
  return outcome === null ? null : { outcome, at: walk.ports.now() };
}

/** `approve.input`: evaluated from records alone, with the addresses that were recorded. */
function inputOf(agent: HitlAgent, place: Place, opened: Extract<OpenResult, { ok: true }>): unknown {
  const known: Readonly<Record<string, unknown>> = { approvers: opened.approvers, requester: opened.requestedBy };
  const scope = place.frame.scope(hiddenVariable);
  const values: Record<string, unknown> = {};
  for (const [name, value] of agent.inputs) {
    values[name] =
      name in known ? known[name] : evaluateValue(value, { ...scope, names: { ...values, ...scope.names } });
  }
  return values;
}

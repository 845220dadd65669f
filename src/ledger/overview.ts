/** What approvals of late add up to: how long answers take, how they end, who is waited for, who answers without reading. */
import type { ApprovalStatus } from "../contract/approval.ts";
import type { RecordedAnswer } from "../contract/decision.ts";
import { includesPerson, personKey } from "../kernel/people.ts";

export interface Overview {
  /** Of approvals that were made since, epoch milliseconds. */
  readonly since: number;
  /** False where there were too many to go through: then the newest of them. */
  readonly isWhole: boolean;
  readonly outcomes: Readonly<Record<EndStatus, number>>;
  /** Milliseconds from asking until it was approved or rejected. */
  readonly times: AnswerTimes;
  readonly open: OpenApprovals;
  readonly quick: readonly QuickAnswerer[];
}

export type EndStatus = Exclude<ApprovalStatus, "pending">;

export interface AnswerTimes {
  /** `null` where nothing was decided. */
  readonly half: number | null;
  readonly nineTenths: number | null;
  /** How many took no longer than each bound and longer than the one before. */
  readonly counts: readonly TimeCount[];
}

export interface TimeCount {
  /** Milliseconds; `null`: longer than all others. */
  readonly upTo: number | null;
  readonly count: number;
}

export interface OpenApprovals {
  readonly count: number;
  /** False where there are more: then the oldest of them. */
  readonly isWhole: boolean;
  /** Whoever has waited longest first. */
  readonly awaited: readonly Awaited[];
}

export interface Awaited {
  /** `null`: whoever holds a link. */
  readonly approver: string | null;
  readonly count: number;
  readonly oldest: OpenApproval;
}

export interface OpenApproval {
  readonly approvalId: string;
  readonly prompt: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly approvers: readonly string[];
  readonly answers: readonly RecordedAnswer[];
}

export interface EndedApproval {
  readonly approvalId: string;
  readonly status: EndStatus;
  readonly createdAt: number;
  /** `null` where it is not known. */
  readonly decidedAt: number | null;
  readonly answers: readonly RecordedAnswer[];
  /** When somebody opened a link to it, and whose link it was; `shared` is everybody's. */
  readonly openings: readonly { readonly at: number; readonly link: string }[];
}

export interface QuickAnswerer {
  readonly person: string;
  /** Answers given within three seconds. */
  readonly quick: number;
  readonly answers: number;
  /** The latest of the quick ones. */
  readonly approvalId: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BOUNDS = [MINUTE, 10 * MINUTE, HOUR, 4 * HOUR, DAY, 7 * DAY, null] as const;

export function answerTimes(ended: readonly EndedApproval[]): AnswerTimes {
  const times = ended
    .flatMap(({ status, createdAt, decidedAt }) =>
      decidedAt !== null && (status === "approved" || status === "rejected")
        ? [Math.max(0, decidedAt - createdAt)]
        : [],
    )
    .toSorted((a, b) => a - b);
  const counts = BOUNDS.map((upTo, index) => {
    const above = index === 0 ? -1 : (BOUNDS[index - 1] ?? 0);
    return { upTo, count: times.filter((time) => time > above && (upTo === null || time <= upTo)).length };
  });
  return { half: percentile(times, 0.5), nineTenths: percentile(times, 0.9), counts };
}

/** The nearest rank: a time that was really taken. */
function percentile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null;
}

export function countOutcomes(ended: readonly EndedApproval[]): Overview["outcomes"] {
  const counts = { approved: 0, rejected: 0, timeout: 0, cancelled: 0 };
  for (const { status } of ended) counts[status] += 1;
  return counts;
}

/** @param open - the oldest first */
export function awaitedPeople(open: readonly OpenApproval[]): readonly Awaited[] {
  const people = new Map<string, Awaited>();
  for (const oldest of open) {
    for (const approver of stillAsked(oldest)) {
      const key = approver === null ? "" : personKey(approver);
      const known = people.get(key);
      people.set(key, known === undefined ? { approver, count: 1, oldest } : { ...known, count: known.count + 1 });
    }
  }
  return [...people.values()];
}

function stillAsked({ approvers, answers }: OpenApproval): readonly (string | null)[] {
  if (approvers.length === 0) return [null];
  const answered = answers.map(({ approver, onBehalfOf }) => onBehalfOf ?? approver);
  return approvers.filter((approver) => !includesPerson(answered, approver));
}

/** Nobody reads in less. */
const QUICK_MS = 3_000;

/** Ways by which programs answer: they need no time to read. */
const PROGRAMS: ReadonlySet<string> = new Set(["api", "run"]);

/** @param ended - the newest first */
export function quickAnswerers(ended: readonly EndedApproval[]): readonly QuickAnswerer[] {
  const people = new Map<string, QuickAnswerer>();
  for (const approval of ended) {
    for (const answer of approval.answers.filter(({ via }) => !PROGRAMS.has(via))) {
      const key = personKey(answer.approver);
      const before = people.get(key) ?? { person: answer.approver, quick: 0, answers: 0, approvalId: "" };
      const quick = isQuick(approval, answer) ? 1 : 0;
      people.set(key, {
        ...before,
        answers: before.answers + 1,
        quick: before.quick + quick,
        approvalId: before.approvalId === "" && quick === 1 ? approval.approvalId : before.approvalId,
      });
    }
  }
  return [...people.values()].filter(({ quick }) => quick > 0).toSorted((a, b) => b.quick - a.quick);
}

/** Since their link was first opened by a person; where none was, as in a chat, since they were asked. */
function isQuick({ createdAt, openings }: EndedApproval, answer: RecordedAnswer): boolean {
  const at = Date.parse(answer.timestamp);
  const theirs = openings.filter(({ at: opened, link }) => opened <= at && isTheirs(link, answer));
  return at - Math.min(...(theirs.length > 0 ? theirs.map(({ at: opened }) => opened) : [createdAt])) < QUICK_MS;
}

function isTheirs(link: string, { approver, onBehalfOf }: RecordedAnswer): boolean {
  return link === "shared" || includesPerson([approver, ...(onBehalfOf === undefined ? [] : [onBehalfOf])], link);
}

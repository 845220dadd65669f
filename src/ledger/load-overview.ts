/** Reads what an overview is made of: so many rows of an index at most, however long the ledger is. */
import type { RecordedAnswer } from "../contract/decision.ts";
import { parseJson } from "../kernel/json.ts";
import {
  answerTimes,
  awaitedPeople,
  countOutcomes,
  type EndedApproval,
  type EndStatus,
  type OpenApproval,
  type Overview,
  quickAnswerers,
} from "./overview.ts";

/** Approvals that are gone through for one overview, of those that ended and of those that are open. */
const MOST_ENDED = 2_000;
const MOST_OPEN = 500;
/** Of these, the newest, openings are looked up in the trail; and so many of each. */
const MOST_OPENED = 500;
const OPENINGS = 40;

const ENDS = ["approved", "rejected", "timeout", "cancelled"] as const satisfies readonly EndStatus[];

/** @param since - epoch milliseconds */
export function loadOverview(sql: SqlStorage, since: number): Overview {
  const ended = loadEnded(sql, since);
  const open = loadOpen(sql);
  return {
    since,
    isWhole: ended.length <= MOST_ENDED,
    outcomes: countOutcomes(ended.slice(0, MOST_ENDED)),
    times: answerTimes(ended.slice(0, MOST_ENDED)),
    open: {
      count: Math.min(open.length, MOST_OPEN),
      isWhole: open.length <= MOST_OPEN,
      awaited: awaitedPeople(open.slice(0, MOST_OPEN)),
    },
    quick: quickAnswerers(ended.slice(0, MOST_OPENED).map((approval) => withOpenings(sql, approval))),
  };
}

export function emptyOverview(since: number): Overview {
  return {
    since,
    isWhole: true,
    outcomes: countOutcomes([]),
    times: answerTimes([]),
    open: { count: 0, isWhole: true, awaited: [] },
    quick: [],
  };
}

type EndedRow = {
  readonly approvalId: string;
  readonly status: EndStatus;
  readonly createdAt: number;
  readonly decidedAt: string | null;
  readonly answers: string | null;
};

/** The newest first; one more than is gone through tells that there are more. */
function loadEnded(sql: SqlStorage, since: number): readonly EndedApproval[] {
  const rows = ENDS.flatMap((status) =>
    sql
      .exec<EndedRow>(
        `SELECT approval_id AS approvalId, status, created_at AS createdAt, json ->> '$.decidedAt' AS decidedAt,
            json -> '$.approvals' AS answers
          FROM approvals WHERE status = ? AND created_at >= ? ORDER BY created_at DESC LIMIT ?`,
        status,
        since,
        MOST_ENDED + 1,
      )
      .toArray(),
  );
  return rows
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .slice(0, MOST_ENDED + 1)
    .map(({ decidedAt, answers, ...row }) => ({
      ...row,
      decidedAt: decidedAt === null ? null : Date.parse(decidedAt),
      answers: answersOf(answers),
      openings: [],
    }));
}

type OpenRow = {
  readonly approvalId: string;
  readonly createdAt: number;
  readonly prompt: string | null;
  readonly approvers: string | null;
  readonly answers: string | null;
};

/** The oldest first. */
function loadOpen(sql: SqlStorage): readonly OpenApproval[] {
  return sql
    .exec<OpenRow>(
      `SELECT approval_id AS approvalId, created_at AS createdAt, json ->> '$.prompt' AS prompt,
          json -> '$.approvers' AS approvers, json -> '$.approvals' AS answers
        FROM approvals WHERE status = 'pending' ORDER BY created_at, approval_id LIMIT ?`,
      MOST_OPEN + 1,
    )
    .toArray()
    .map(({ prompt, approvers, answers, ...row }) => ({
      ...row,
      prompt: prompt ?? "",
      approvers: approvers === null ? [] : parseJson<string[]>(approvers),
      answers: answersOf(answers),
    }));
}

function answersOf(json: string | null): readonly RecordedAnswer[] {
  return json === null ? [] : parseJson<RecordedAnswer[]>(json);
}

function withOpenings(sql: SqlStorage, approval: EndedApproval): EndedApproval {
  if (approval.answers.length === 0) return approval;
  const openings = sql
    .exec<{ at: number; link: string }>(
      `SELECT at, coalesce(detail ->> '$.link', 'shared') AS link FROM audit
        WHERE approval_id = ? AND type = 'link.opened' ORDER BY seq LIMIT ?`,
      approval.approvalId,
      OPENINGS,
    )
    .toArray();
  return { ...approval, openings };
}

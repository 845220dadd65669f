/** The list of runs, newest first. */
import { RunStatus, type Run } from "../contract/run.ts";
import { describeRunBriefly } from "./describe-run.ts";
import { cutPage, EMPTY_PAGE, fillPage, planWalk } from "./page.ts";
import type { Page, RunQuery } from "./queries.ts";
import { listRunKeys } from "./run-store.ts";

export function listRuns(sql: SqlStorage, query: RunQuery): Page<Run> {
  const walk = planWalk("runs", query, { unindexed: 0 });
  if (walk === null) return EMPTY_PAGE;
  const statuses = query.status === undefined ? RunStatus.options : [query.status];
  const keys = listRunKeys(
    sql,
    { ...(query.ensemble === undefined ? {} : { ensemble: query.ensemble }), statuses },
    walk,
  );
  return fillPage("runs", cutPage(keys, walk), ({ id }) => describeRunBriefly(sql, id));
}

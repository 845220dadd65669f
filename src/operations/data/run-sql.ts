/** One SQL statement on D1. Values reach it as bound parameters alone. */
import type { Json } from "../../kernel/json.ts";
import { StepFailure } from "../step-failure.ts";
import { bindValue } from "./bind-value.ts";
import { hideParams } from "./hide-params.ts";

export interface SqlRequest {
  readonly operation: "query" | "execute";
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** D1's own words for what may pass (developers.cloudflare.com/d1/observability/debug-d1). */
const TRANSIENT =
  /network connection lost|\breset\b|transient issue|overloaded|client disconnected|internal error|timed? ?out/i;

const READS = /^\s*(?:select|values|explain|with)\b/i;
const WRITES = /\b(?:insert|update|delete|replace)\b/i;

/** Of a query its rows; of anything executed, how many rows changed and the last row's id. */
export async function runSql(database: D1Database, request: SqlRequest): Promise<Json> {
  const params = request.params.map(bindValue);
  try {
    const statement = database.prepare(request.sql).bind(...params);
    if (request.operation === "query") return rowsOf(await statement.all());
    const { meta } = await statement.run();
    return { changes: meta.changes, lastRowId: meta.last_row_id };
  } catch (error) {
    throw sqlFailure(error, request, params);
  }
}

function rowsOf({ results }: D1Result): Json {
  return results as Json[];
}

/** What may have written before it broke off is repeated only where the author asked for that. */
function sqlFailure(error: unknown, { sql }: SqlRequest, params: readonly unknown[]): StepFailure {
  const message = error instanceof Error ? error.message : String(error);
  const reads = READS.test(sql) && !WRITES.test(sql);
  const retryable = TRANSIENT.test(message) ? (reads ? "yes" : "asked") : "no";
  return new StepFailure("data-failed", hideParams(message, sql, params), { retryable });
}

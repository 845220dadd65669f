/** What lists, searches and single reads of a long history read. */
import { expectStatus } from "../../test/support/client.ts";
import type { CountedProduct } from "./counted-product.ts";

/** Runs, approvals and lines of the trail: so many of each. */
export const HISTORIES = [1_000, 10_000, 100_000] as const;

/** A statement may take so many rows at once. */
const CHUNK = 50_000;

/** What is asked, as the API is asked it; a filter that no index serves among them. */
export const QUERIES = [
  "/api/runs?limit=50",
  "/api/runs?limit=50&status=suspended",
  "/api/runs?limit=50&ensemble=ensemble-3",
  "/api/approvals?limit=50",
  "/api/approvals?limit=50&status=pending",
  "/api/approvals?limit=50&approver=ana@example.com",
  "/api/approvals?limit=50&ensemble=ensemble-3&approver=ana@example.com",
  "/api/audit?limit=50",
  "/api/audit?limit=50&actor=nobody",
  // A search of all texts that finds nothing.
  "/?text=nowhere",
] as const;

/** Rows read, by query. */
export type Reads = Readonly<Record<string, number>>;

export interface HistoryReads {
  readonly rows: number;
  readonly reads: Reads;
}

/** The sizes must grow. */
export async function countReads(product: CountedProduct, sizes: readonly number[]): Promise<readonly HistoryReads[]> {
  const found: HistoryReads[] = [];
  for (const rows of sizes) {
    await fillTo(product, rows);
    found.push({ rows, reads: await readAll(product) });
  }
  return found;
}

const filled = new WeakMap<CountedProduct, number>();

/** Lets the history grow until it has so many. */
export async function fillTo(product: CountedProduct, rows: number): Promise<void> {
  for (let from = filled.get(product) ?? 0; from < rows; from += Math.min(CHUNK, rows - from)) {
    await product.fillHistory({ workspace: "history", from, rows: Math.min(CHUNK, rows - from) });
  }
  filled.set(product, rows);
}

async function readAll(product: CountedProduct): Promise<Reads> {
  const visitor = await product.signIn("history");
  const reads: Record<string, number> = {};
  for (const query of QUERIES) {
    const before = await rowsRead(product);
    expectStatus(await visitor(query), 200);
    reads[query] = (await rowsRead(product)) - before;
  }
  return reads;
}

async function rowsRead(product: CountedProduct): Promise<number> {
  return (await product.report()).counts.objects.Ledger.rowsRead;
}

/** What runs and lists cost is bounded, so that it does not grow unseen: counted, never measured by the clock. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CountedProduct } from "../../bench/cost/counted-product.ts";
import { countReads, type Reads } from "../../bench/cost/history.ts";
import { billedOf } from "../../bench/cost/prices.ts";
import { ask, expireTogether } from "../../bench/cost/expire-together.ts";
import { countLook, countTypicalRun, type TypicalRun } from "../../bench/cost/typical-runs.ts";
import { expectStatus } from "../support/client.ts";

let product: CountedProduct;
beforeAll(async () => {
  product = await CountedProduct.start();
});
afterAll(() => product.stop());

interface Bound {
  readonly steps: number;
  readonly objectRequests: number;
  readonly rowsWritten: number;
  readonly rowsRead: number;
}

/** Steps are exact. How much is told together depends on the moment, hence the room in the rest. */
const BOUNDS: Readonly<Record<TypicalRun, Bound>> = {
  "one approval by link": { steps: 3, objectRequests: 15, rowsWritten: 150, rowsRead: 400 },
  "two of three by e-mail, reminded": { steps: 3, objectRequests: 25, rowsWritten: 310, rowsRead: 1_300 },
  "TypeScript, three steps and an approval": { steps: 5, objectRequests: 15, rowsWritten: 150, rowsRead: 400 },
};

describe("a typical run", () => {
  // The first makes the tables and the key of the workspace, which stay.
  beforeAll(() => countTypicalRun(product, "one approval by link"));

  test.each(Object.keys(BOUNDS) as TypicalRun[])("of %s stays within what docs/cost.md says", async (name) => {
    const counts = await countTypicalRun(product, name);
    const billed = billedOf(counts);
    const bound = BOUNDS[name];
    expect(counts.runsEnded).toBe(1);
    expect(billed.steps).toBe(bound.steps);
    expect(billed.objectRequests).toBeLessThanOrEqual(bound.objectRequests);
    expect(billed.rowsWritten).toBeLessThanOrEqual(bound.rowsWritten);
    expect(billed.rowsRead).toBeLessThanOrEqual(bound.rowsRead);
    const { startRun = 0, reportRun = 0, confirmRun = 0 } = counts.objects.Ledger.calls;
    expect(startRun + reportRun + confirmRun).toBeLessThanOrEqual(3);
  });
});

test("a run that waits costs nothing but a look of the ledger now and then, which does little", async () => {
  const { workerRequests, steps, objects } = await countLook(product);
  expect({ workerRequests, steps, approvals: objects.HITLState.calls }).toEqual({
    workerRequests: 0,
    steps: 0,
    approvals: {},
  });
  expect(objects.Ledger.calls).toEqual({ alarm: 1 });
  expect(objects.Ledger.rowsWritten + objects.Ledger.alarmsSet).toBeLessThanOrEqual(4);
});

/** Rows: of what an index serves, of two filters at once, and of a search in texts; whatever the length. */
const MOST_READ = { served: 400, twice: 4_100, texts: 22_000 } as const;

test("lists and searches read at most so much, however long the history is", async () => {
  for (const { reads } of await countReads(product, [1_000, 10_000, 100_000])) expect(tooMuch(reads)).toEqual([]);
});

function tooMuch(reads: Reads): readonly string[] {
  return Object.entries(reads).flatMap(([query, rows]) => (rows > mostOf(query) ? [`${query} reads ${rows}`] : []));
}

function mostOf(query: string): number {
  if (query.includes("text=")) return MOST_READ.texts;
  return /ensemble=.*approver=/.test(query) ? MOST_READ.twice : MOST_READ.served;
}

describe("many at once", () => {
  test("a hundred approvers: all are asked, all answer, and the outcome has every answer", async () => {
    const client = product.client("many");
    const approvers = Array.from({ length: 100 }, (_, at) => `person-${at}@example.com`);
    const approvalId = await ask(client, { approvers, minApprovals: 100 });
    for (const approver of approvers)
      expectStatus(
        await client.send(`/api/approvals/${approvalId}/decision`, { body: { approved: true, approver } }),
        200,
      );
    const approval = await client.getApproval(approvalId);
    expect(approval).toMatchObject({ status: "approved" });
    expect(approval.approvals.map(({ approver }) => approver).toSorted()).toEqual(approvers.toSorted());
  });

  test("approvals that expire in the same minute all do, and the ledger lists each as such", async () => {
    const { opened, listed } = await expireTogether(product, 100);
    expect(listed).toEqual(opened);
  });
});

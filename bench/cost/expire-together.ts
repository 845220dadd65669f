/** Many approvals whose time is up in the same minute. */
import { Approval } from "../../src/contract/approval.ts";
import { type Client, expectStatus, itemsOf } from "../../test/support/client.ts";
import { eventually } from "../../test/support/eventually.ts";
import type { CountedProduct } from "./counted-product.ts";

/** Those that were opened, and those that the ledger lists as expired once none is open. */
export async function expireTogether(
  product: CountedProduct,
  count: number,
): Promise<{ readonly opened: readonly string[]; readonly listed: readonly string[] }> {
  const client = product.client("many");
  const began = performance.now();
  const say = (what: string): void => console.error(`${((performance.now() - began) / 1_000).toFixed(0)} s: ${what}`);
  const opened = await inTurns(count, (at) => ask(client, { title: `Number ${at}`, timeout: "1 hour" }));
  say(`${count} are open`);
  await inTurns(count, (at) => client.moveTime(opened[at] ?? "", "1 hour"));
  say("the time of each is up");
  const isAll = (ids: readonly string[]): boolean => ids.length >= count;
  const listed = await eventually(() => listIds(client, "timeout"), isAll, {
    what: "all have expired",
    within: 300_000,
    every: 1_000,
  });
  say("all are listed as expired");
  return { opened: opened.toSorted(), listed: listed.toSorted() };
}

export async function ask(client: Client, request: object): Promise<string> {
  const { body } = expectStatus(
    await client.send("/api/approvals", { body: { prompt: "Shall we?", ...request } }),
    201,
  );
  return Approval.pick({ id: true }).parse(body).id;
}

async function listIds(client: Client, status: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor = ""; ;) {
    const page = await client.send(`/api/approvals?limit=100&status=${status}${cursor}`);
    ids.push(
      ...Approval.array()
        .parse(itemsOf(page))
        .map(({ id }) => id),
    );
    const { nextCursor } = page.body as { nextCursor: string | null };
    if (nextCursor === null) return ids;
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
}

/** A few side by side, as a busy minute has it. */
async function inTurns<T>(count: number, body: (at: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let from = 0; from < count; from += 50) {
    const turn = Array.from({ length: Math.min(50, count - from) }, (_, at) => body(from + at));
    results.push(...(await Promise.all(turn)));
  }
  return results;
}

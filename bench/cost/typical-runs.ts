/** Three typical ensembles, each played from its start until the approval's object has erased itself. */
import { randomUUID } from "node:crypto";
import type { CountedProduct } from "./counted-product.ts";
import type { Counts } from "./tally.ts";

/** By then the object of an approval is gone. */
const UNTIL_ERASED = "360 days";

export const TYPICAL_RUNS = {
  "one approval by link": playByLink,
  "two of three by e-mail, reminded": playByMail,
  "TypeScript, three steps and an approval": playByCode,
} as const satisfies Record<string, (product: CountedProduct) => Promise<void>>;

export type TypicalRun = keyof typeof TYPICAL_RUNS;

/** Counts one run of a workspace that has had some: the first of all makes the tables. */
export async function countTypicalRun(product: CountedProduct, name: TypicalRun): Promise<Counts> {
  return product.countsOf(() => TYPICAL_RUNS[name](product));
}

/** By then the ledger looks after a run that rests. */
const UNTIL_LOOKED_AFTER = "11m";

/** One look of the ledger after a run that waits for people. */
export async function countLook(product: CountedProduct): Promise<Counts> {
  const client = product.client("waiting");
  await product.countsOf(async () => {
    await client.startRun("by-link", { message: "We are open." });
    await product.openedApproval();
  });
  return product.countsOf(() => client.moveTimeOfLedger("waiting", UNTIL_LOOKED_AFTER));
}

async function playByLink(product: CountedProduct): Promise<void> {
  await playAlone(product, "by-link");
}

async function playByCode(product: CountedProduct): Promise<void> {
  await playAlone(product, "by-code");
}

async function playAlone(product: CountedProduct, ensemble: string): Promise<void> {
  const client = product.client("runs");
  await client.startRun(ensemble, { message: "We are open." });
  const approvalId = await product.openedApproval();
  await product.answer(await client.mintLink(approvalId));
  await product.untilRunsEnded();
  await product.untilQuiet();
  await client.moveTime(approvalId, UNTIL_ERASED);
}

async function playByMail(product: CountedProduct): Promise<void> {
  const client = product.client("runs");
  const message = `We are open: ${randomUUID()}.`;
  await client.startRun("by-mail", { message });
  const approvalId = await product.openedApproval();
  const links = await Promise.all(PEOPLE.map((person) => product.linkMailedTo(person, message, 1)));
  await product.answer(links[0] ?? "");
  await product.untilQuiet();
  await client.moveTime(approvalId, "1 hour");
  await product.answer(await product.linkMailedTo(PEOPLE[1], message, 2));
  await product.untilRunsEnded();
  await product.untilQuiet();
  await client.moveTime(approvalId, UNTIL_ERASED);
}

const PEOPLE = ["ana@example.com", "bo@example.com", "cy@example.com"] as const;

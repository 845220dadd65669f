/** That a link was opened is on record: once for one opening, so often at most, and with no other effect. */
import { expect, test } from "vitest";
import { OPENINGS_RECORDED, SAME_OPENING_MS } from "../../../src/approvals/show-approval.ts";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";

async function opened(approval: TestApproval): Promise<string[]> {
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  const entries = (await approval.audit()).filter(({ type }) => /^link\.(opened|scanned)$/.test(type));
  return entries.map(({ type, actor, detail }) => `${type} ${actor} ${String(detail["link"])}`);
}

test("a person is named by the link's owner, a machine is the system's guess", async () => {
  const approval = await TestApproval.open({ approvers: ["Ana", "bo"] });
  const [own, shared] = [await approval.link("ana"), await approval.link()];
  for (const opener of ["scanner", "person"] as const) {
    await approval.owner.inspect(own, opener);
    await approval.owner.inspect(shared, opener);
  }
  expect(await opened(approval)).toEqual([
    "link.scanned system:scanner Ana",
    "link.scanned system:scanner shared",
    "link.opened person:Ana Ana",
    "link.opened person:anonymous shared",
  ]);
});

test("whoever opens it again within ten minutes is the same, also after an eviction; later it is a new line", async () => {
  const approval = await TestApproval.open({ approvers: ["ana"], timeoutMs: null });
  const [first, second] = [await approval.link("ana"), await approval.link("ana")];
  for (let time = 0; time < 5; time += 1) await approval.owner.inspect(first, "person");
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  await approval.evict();
  await approval.owner.inspect(first, "person");
  expect(await opened(approval)).toHaveLength(1);
  await approval.owner.inspect(second, "person");
  expect(await opened(approval)).toHaveLength(2);
  await approval.moveTime(SAME_OPENING_MS - 5_000);
  await approval.owner.inspect(first, "person");
  expect(await opened(approval)).toHaveLength(2);
  await approval.moveTime(5_000);
  await approval.owner.inspect(first, "person");
  expect(await opened(approval)).toHaveLength(3);
});

test("twenty of each kind are written down, and one kind takes nothing from the other", async () => {
  const approval = await TestApproval.open({ timeoutMs: null });
  const link = await approval.link();
  for (let time = 0; time < OPENINGS_RECORDED + 5; time += 1) {
    await approval.owner.inspect(link, "scanner");
    await approval.moveTime(SAME_OPENING_MS);
  }
  await approval.owner.inspect(link, "person");
  const lines = await opened(approval);
  expect(lines.filter((line) => line.startsWith("link.scanned"))).toHaveLength(OPENINGS_RECORDED);
  expect(lines.at(-1)).toBe("link.opened person:anonymous shared");
});

test("an opening of one moment by many is one line", async () => {
  const approval = await TestApproval.open();
  const link = await approval.link();
  await Promise.all(Array.from({ length: 30 }, () => approval.owner.inspect(link, "scanner")));
  expect(await opened(approval)).toHaveLength(1);
});

test("one that is coalesced, not to be recorded, or through no link of ours writes nothing at all", async () => {
  const approval = await TestApproval.open();
  const link = await approval.link();
  await approval.owner.inspect(link, "person");
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  const before = await approval.everything();
  await approval.owner.inspect(link, "person");
  await approval.owner.inspect(link, null);
  await approval.owner.inspect(crypto.randomUUID(), "person");
  expect(await approval.everything()).toBe(before);
});

test("the secret of the link is not kept with its opening", async () => {
  const approval = await TestApproval.open();
  const link = await approval.link();
  await approval.owner.inspect(link, "person");
  expect(await approval.everything()).not.toContain(link);
});

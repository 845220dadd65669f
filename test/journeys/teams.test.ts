import { afterAll, beforeAll, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { startTeamsServer, textsOf, type TeamsRequest } from "../support/teams-server.ts";
import { uniqueKey } from "../support/unique.ts";
import type { LocalServer } from "../support/webhook-server.ts";

let teams: LocalServer<TeamsRequest>;
beforeAll(async () => {
  teams = await startTeamsServer();
});
afterAll(() => teams.close());

test("a card's link decides, another card tells what came of it, and notify tells more", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("teams");
  const { runId, approvalId } = await client.startAndSuspend("teams-asked", { key, webhookUrl: teams.url });
  const asked = await eventuallyThere(() => teams.requests[0]?.card ?? undefined, { what: "the card is there" });
  expect(textsOf(asked).join("\n")).toContain(key);
  expect(asked.actions.map(({ title }) => title)).toEqual(["Approve", "Reject", "See all of it"]);

  await decide(asked.actions[2]?.url ?? "", { approved: true, feedback: "Fine" });
  expect((await client.waitForEnd(runId)).status).toBe("completed");
  await eventually(
    () => teams.requests.map(({ card }) => (card === null ? "" : textsOf(card).join("\n"))),
    (cards) => cards.some((text) => text.includes("✅ Approved")) && cards.includes(`Went on: ${key}`),
    { what: "both other cards are there" },
  );
  expect(teams.requests.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await counting.count(`/act/${key}`)).toBe(1);
  const shown = JSON.stringify((await client.getApproval(approvalId)).deliveries);
  expect(shown).not.toContain("s3cretSignature");
});

/** A link of one's own is offered where one can be sent, and to whom. */
import { expect, test } from "vitest";
import { mintToken } from "../../../src/approvals/store/token-store.ts";
import type { RequestedDelivery } from "../../../src/contract/approval-request.ts";
import { openedMachine } from "./opened-machine.ts";
import { NOW } from "./states.ts";

const ANA = "ana@example.com";
const U_BO = "U000000BO";
const BOSS = "the boss";

const channel: RequestedDelivery = { channel: "slack", approver: null, webhookUrl: ["https://hooks.example"] };
const direct: RequestedDelivery = { channel: "slack", approver: U_BO, to: U_BO };

test.each<[string, readonly RequestedDelivery[], boolean, readonly string[]]>([
  ["to nobody, where a channel was told and mail is not set up", [channel], false, []],
  ["to whoever has an address, where mail is set up", [channel], true, [ANA]],
  ["to whoever has a name that the bot can tell, where it told others", [direct], false, [ANA, U_BO]],
])("%s", (_whom, deliveries, canMail, expected) => {
  const { machine, sql } = openedMachine({ approvers: [ANA, U_BO, BOSS], minApprovals: 2, deliveries, canMail });
  const link = (approver: string | null, verified: boolean) =>
    machine.inspect(mintToken(sql, { approver, verified, madeBy: "test" }, NOW), null);
  expect(link(null, false)).toMatchObject({ kind: "open", ownLinkFor: expected });
  expect(link(ANA, false)).toMatchObject({ kind: "open", ownLinkFor: expected });
  expect(link(ANA, true)).toMatchObject({ kind: "open", ownLinkFor: [] });
  const sent = expected.map((approver) =>
    machine.sendOwnLink({ secret: mintToken(sql, { approver: null, verified: false, madeBy: "test" }, NOW), approver }),
  );
  expect(sent.map(({ kind }) => kind)).toEqual(expected.map(() => "sent"));
});

test("not to those who have answered", () => {
  const { machine, sql } = openedMachine({ approvers: [ANA, "bo@example.com"], minApprovals: 2, canMail: true });
  machine.decide({ by: "key", workspace: "main", keyName: "ci", given: { approved: true }, claimed: ANA });
  const secret = mintToken(sql, { approver: null, verified: false, madeBy: "test" }, NOW);
  expect(machine.inspect(secret, null)).toMatchObject({ ownLinkFor: ["bo@example.com"] });
});

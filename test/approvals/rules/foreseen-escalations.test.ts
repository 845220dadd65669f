/** A page tells who is asked as well while a request is open. */
import { expect, test } from "vitest";
import { mintToken } from "../../../src/approvals/store/token-store.ts";
import { openedMachine } from "./opened-machine.ts";
import { NOW } from "./states.ts";

const HOUR = 3_600_000;
const LATER = { afterMs: 2 * HOUR, to: ["head@example.com", "req@example.com"], group: null };
const SOONER = { afterMs: HOUR, to: ["board@example.com"], group: null };

test.each([
  ["the earliest first, and never whoever asks", null, [SOONER, LATER].map(({ to }) => [to[0]])],
  ["none that would come after the end", 1.5 * HOUR, [SOONER.to]],
] as const)("%s", (_what, timeoutMs, expected) => {
  const { machine, sql } = openedMachine({ approvers: ["ana@example.com"], escalate: [LATER, SOONER], timeoutMs });
  const secret = mintToken(sql, { approver: null, verified: false, madeBy: "test" }, NOW);
  const at = [NOW + HOUR, NOW + 2 * HOUR];
  expect(machine.inspect(secret, null)).toMatchObject({
    escalations: expected.map((to, position) => ({ at: at[position], to })),
  });
});

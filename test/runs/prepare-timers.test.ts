/** When people are told again, and who is brought in. */
import { describe, expect, test } from "vitest";
import { prepare, refusalOf } from "./preparing.ts";

const MINUTE = 60_000;
const approverGroups = { legal: ["ana@example.com"], heads: ["head@example.com", "vice@example.com"] };

interface Options {
  readonly config: string;
  readonly timeout?: string;
  readonly approvers?: string;
}

function agentOf({ config, timeout = "1h", approvers = "[ana@example.com]" }: Options): string {
  return `inputs: { approvers: ${approvers}, timeout: ${timeout} }\nconfig: { ${config} }\n`;
}

test("reminders are kept by what they count from", () => {
  const agent = agentOf({ config: "remind: [10m, 5m before expiry]" });
  expect(prepare({ agent }).remind).toEqual([{ afterMs: 10 * MINUTE }, { beforeMs: 5 * MINUTE }]);
});

test("one reminder needs no list", () => {
  expect(prepare({ agent: agentOf({ config: "remind: 10m" }) }).remind).toEqual([{ afterMs: 10 * MINUTE }]);
});

describe("an escalation names people", () => {
  test.each([
    ["one", "to: head@example.com", ["head@example.com"]],
    ["several", "to: [head@example.com, vice@example.com]", ["head@example.com", "vice@example.com"]],
    ["a group", "to: group:heads", ["head@example.com", "vice@example.com"]],
    ["nobody twice", "to: [group:heads, HEAD@example.com]", ["head@example.com", "vice@example.com"]],
    ["by expression, the environment as it is", "to: '${env.HEAD}'", ["head@example.com"]],
  ])("%s", (_how, to, expected) => {
    const agent = agentOf({ config: `escalate: [{ after: 30m, ${to} }]` });
    const env = { HEAD: "head@example.com" };
    expect(prepare({ agent, env, approverGroups }).escalate).toEqual([
      { afterMs: 30 * MINUTE, to: expected, group: null },
    ]);
  });

  test("for a group that must approve", () => {
    const agent = `inputs: { approvers: [group:legal], minApprovals: { legal: 1 } }
config: { escalate: [{ after: 30m, to: group:heads, for: legal }] }
`;
    expect(prepare({ agent, approverGroups }).escalate).toMatchObject([{ group: "legal" }]);
  });
});

describe("what would never happen is refused with a code", () => {
  test.each([
    ["a reminder after the expiry", { config: "remind: [2h]", timeout: "'${input.time}'" }, "timer-too-late"],
    ["a reminder at the expiry itself", { config: "remind: [1h]", timeout: "'${input.time}'" }, "timer-too-late"],
    [
      "a reminder before the opening",
      { config: "remind: [2h before expiry]", timeout: "'${input.time}'" },
      "timer-too-late",
    ],
    [
      "one before an expiry that never comes",
      { config: "remind: [1h before expiry]", timeout: "'${input.never}'" },
      "timer-too-late",
    ],
    [
      "an escalation after the expiry",
      { config: "escalate: [{ after: 2h, to: head }]", timeout: "'${input.time}'" },
      "timer-too-late",
    ],
    [
      "an escalation to a group that is not there",
      { config: "escalate: [{ after: 2m, to: group:gone }]" },
      "group-unknown",
    ],
    [
      "an escalation to an address that is none",
      { config: "escalate: [{ after: 2m, to: '${input.half}' }]" },
      "address-invalid",
    ],
    ["an escalation to nobody", { config: "escalate: [{ after: 2m, to: '${input.nobody}' }]" }, "approvers-invalid"],
    [
      "an escalation for a group that need not approve",
      { config: "escalate: [{ after: 2m, to: head, for: legal }]" },
      "escalation-invalid",
    ],
  ])("%s", (_what, options, code) => {
    const input = { time: "1h", never: "never", nobody: [], half: "head@" };
    expect(refusalOf({ agent: agentOf(options), input, approverGroups })).toMatchObject({ code });
  });

  test("an escalation that does not say for which group it counts", () => {
    const agent = `inputs: { approvers: [group:legal], minApprovals: { legal: 1 } }
config: { escalate: [{ after: 30m, to: group:heads }] }
`;
    expect(refusalOf({ agent, approverGroups })).toMatchObject({ code: "escalation-invalid" });
  });
});

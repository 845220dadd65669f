/** Whom a hitl agent asks, and how many of them it wants. */
import { describe, expect, test } from "vitest";
import { prepare, refusalOf } from "./preparing.ts";

const approverGroups = {
  legal: ["ana@example.com", "lee@example.com"],
  finance: ["bo@example.com", "cy@example.com"],
  alone: ["req@example.com"],
  broken: ["ana@example.com", "bo@@example.com"],
};

function agentOf(inputs: string, config = ""): string {
  return `inputs: { ${inputs}, requester: req@example.com }\n${config === "" ? "" : `config: { ${config} }\n`}`;
}

describe("the people", () => {
  test.each([
    [
      "addresses and groups may be mixed",
      "approvers: [group:legal, cto@example.com]",
      "",
      ["ana@example.com", "lee@example.com", "cto@example.com"],
    ],
    [
      "nobody is asked twice",
      "approvers: [group:legal, Ana@Example.com, 'Ana <ana@example.com>']",
      "",
      ["ana@example.com", "lee@example.com"],
    ],
    ["whoever asks is left out", "approvers: [REQ@example.com, cto@example.com]", "", ["cto@example.com"]],
    ["under a name too", "approvers: ['Me <req@example.com>', cto@example.com]", "", ["cto@example.com"]],
    [
      "unless they may approve it themselves",
      "approvers: [req@example.com]",
      "selfApproval: true",
      ["req@example.com"],
    ],
    ["and are left out of their group", "approvers: [group:alone, cto@example.com]", "", ["cto@example.com"]],
  ])("%s", (_what, inputs, config, expected) => {
    expect(prepare({ agent: agentOf(inputs, config), approverGroups }).approvers).toEqual(expected);
  });
});

describe("how many", () => {
  const three = "approvers: [a@example.com, b@example.com, c@example.com]";

  test.each([
    ["one, where nothing is said", three, 1],
    ["any is one", `${three}, minApprovals: any`, 1],
    ["all is everybody", `${three}, minApprovals: all`, 3],
    ["all is everybody but who asks", "approvers: [a@example.com, req@example.com], minApprovals: all", 1],
    ["all counts members", "approvers: [group:legal, group:finance], minApprovals: all", 4],
    ["a number", `${three}, minApprovals: 2`, 2],
  ])("%s", (_what, inputs, expected) => {
    expect(prepare({ agent: agentOf(inputs), approverGroups })).toMatchObject({ minApprovals: expected, groups: [] });
  });

  test("of each group, by its members", () => {
    const inputs = "approvers: [group:legal, group:finance, cto@example.com], minApprovals: { legal: 1, finance: 2 }";
    expect(prepare({ agent: agentOf(inputs), approverGroups })).toMatchObject({
      minApprovals: 3,
      groups: [
        { name: "legal", needed: 1, members: approverGroups.legal },
        { name: "finance", needed: 2, members: approverGroups.finance },
      ],
    });
  });
});

test.each([
  ["an address that is none", "approvers: '${input.half}'", "address-invalid"],
  ["two addresses in one", "approvers: '${input.both}'", "address-invalid"],
  ["an address with a space", "approvers: '${input.spaced}'", "address-invalid"],
  ["a group with an address that is none", "approvers: [group:broken]", "address-invalid"],
  ["a group that is not in the settings", "approvers: [group:nobody]", "group-unknown"],
  ["a group by the name of something every object has", "approvers: [group:constructor]", "group-unknown"],
  ["nobody but the one who asks", "approvers: [req@example.com]", "self-approval-only"],
  ["a group of nobody but the one who asks", "approvers: [group:alone]", "self-approval-only"],
  ["more than there are", "approvers: '${input.twice}', minApprovals: 2", "min-approvals-unreachable"],
  [
    "more than there are without the one who asks",
    "approvers: [a@example.com, req@example.com], minApprovals: 2",
    "min-approvals-unreachable",
  ],
  ["more of a group than it has", "approvers: [group:legal], minApprovals: { legal: 3 }", "min-approvals-unreachable"],
  [
    "of a group whose only member asks",
    "approvers: [group:alone, cto@example.com], minApprovals: { alone: 1 }",
    "min-approvals-unreachable",
  ],
  ["of a group that is not asked", "approvers: '${input.list}', minApprovals: { finance: 1 }", "group-not-asked"],
  [
    "a number that came to nothing",
    "approvers: [a@example.com], minApprovals: '${input.missing ?? 0}'",
    "min-approvals-invalid",
  ],
])("%s is refused with a code", (_what, inputs, code) => {
  const input = {
    twice: ["a@example.com", "A@example.com"],
    list: ["group:legal"],
    half: ["ana@", "bo@example.com"],
    both: ["ana@example.com, bo@example.com"],
    spaced: ["no such @ mailbox"],
  };
  expect(refusalOf({ agent: agentOf(inputs), approverGroups, input })).toMatchObject({ code });
});

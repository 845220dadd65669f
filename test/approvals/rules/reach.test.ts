/** How people are reached: by what reached them before, else by what reached others like them, else by mail. */
import { describe, expect, test } from "vitest";
import { deliveriesTo, personalDeliveries, sharedDeliveries, waitingPeople } from "../../../src/approvals/reach.ts";
import type { RequestedDelivery } from "../../../src/contract/approval-request.ts";
import { answered, open } from "./states.ts";

const ANA = "ana@example.com";
const DI = "di@example.com";

const mail: RequestedDelivery = { channel: "email", approver: ANA, to: ANA, from: "desk@example.com", subject: "Pay?" };
const slackTo: RequestedDelivery = { channel: "slack", approver: ANA, to: ANA };
const channel: RequestedDelivery = { channel: "slack", approver: null, webhookUrl: ["https://hooks.example"] };
const hook: RequestedDelivery = { channel: "webhook", approver: null, webhookUrl: [{ env: "HOOK" }] };

describe("somebody's own address", () => {
  test.each<[string, string, readonly RequestedDelivery[], boolean, readonly RequestedDelivery[]]>([
    ["is where they were told", ANA, [mail, slackTo, channel], false, [mail, slackTo]],
    ["is used once, however often they were told", "ANA@example.com", [mail, mail, mail], false, [mail]],
    ["is used as others were told, with the author's options", DI, [mail], false, [{ ...mail, approver: DI, to: DI }]],
    ["is mailed to where mail is set up", DI, [hook], true, [{ channel: "email", approver: DI, to: DI }]],
    ["is not mailed to where it is not", DI, [hook], false, []],
    [
      "is a user's id at Slack, for Slack alone",
      "U0ABCDEF1",
      [slackTo, mail],
      true,
      [{ ...slackTo, approver: "U0ABCDEF1", to: "U0ABCDEF1" }],
    ],
    ["is none of a plain name", "the boss", [mail], true, []],
    ["is none of something like an address", "di@@example.com", [mail], true, []],
    ["is none that would be two", "di@example.com, mal@example.com", [mail], true, []],
    ["is none with a line of its own", "di@example.com\nbcc: mal@example.com", [mail], true, []],
  ])("%s", (_how, person, told, canMail, expected) => {
    expect(personalDeliveries(person, told, canMail)).toEqual(expected);
  });
});

test("places that many read are told once each", () => {
  expect(sharedDeliveries([mail, channel, hook, channel])).toEqual([channel, hook]);
});

test("whoever has no address is told where many read, beside those who have one", () => {
  expect(deliveriesTo([ANA], [mail, channel], true)).toEqual([mail]);
  expect(deliveriesTo([ANA, "the boss"], [mail, channel], true)).toEqual([mail, channel]);
  expect(deliveriesTo([], [mail, channel], true)).toEqual([]);
});

describe("who could still answer", () => {
  test("are the seats without an answer", () => {
    const state = open({ approvers: [ANA, DI], answers: [answered(ANA, true)] });
    expect(waitingPeople(state, [mail])).toEqual([DI]);
  });

  test("where nobody is named, are those who were told at their own address", () => {
    const told = [mail, mail, { ...mail, approver: DI, to: DI }, channel];
    expect(waitingPeople(open(), told)).toEqual([ANA, DI]);
    expect(waitingPeople(open({ minApprovals: 2, answers: [answered(ANA, true)] }), told)).toEqual([DI]);
  });
});

/** Who is told that it is over, and who is not told twice. */
import { describe, expect, test } from "vitest";
import { type News, newsForApprovers, newsForRequester, type Told } from "../../../src/approvals/news.ts";
import type { RequestedDelivery } from "../../../src/contract/approval-request.ts";
import { answered } from "./states.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const REQUESTER = "req@example.com";

function mailTo(person: string): RequestedDelivery {
  return { channel: "email", approver: person, to: person };
}

function told(delivery: RequestedDelivery, ref: string | null = null): Told {
  return { delivery, ref };
}

const slack: RequestedDelivery = { channel: "slack", approver: null, webhookUrl: ["https://hooks.example"] };
const webhook: RequestedDelivery = { ...slack, channel: "webhook" };
const open = { aliases: [], answers: [], requestedBy: REQUESTER };

function places(news: readonly News[]): string[] {
  return news.map(({ delivery, audience, ref }) => `${audience} ${delivery.to ?? delivery.channel} ${ref ?? "anew"}`);
}

describe("those who were asked", () => {
  test.each<[string, readonly Told[], Parameters<typeof newsForApprovers>[1], readonly string[]]>([
    [
      "who did not answer are told",
      [told(mailTo(ANA)), told(mailTo(BO))],
      { ...open, answers: [answered(ANA, true)] },
      [`approver ${BO} anew`],
    ],
    [
      "whose delegate answered are told; the delegate is not",
      [told(mailTo(ANA)), told(mailTo(BO))],
      { ...open, answers: [{ ...answered(BO, true), onBehalfOf: ANA }] },
      [`approver ${ANA} anew`],
    ],
    [
      "and answered under another of their names are not told",
      [told(mailTo(ANA)), told(mailTo(BO))],
      { ...open, aliases: [["U0000000ANA", ANA]], answers: [answered("U0000000ANA", true)] },
      [`approver ${BO} anew`],
    ],
    [
      "and were reminded are told once",
      [told(mailTo(ANA)), told(mailTo(ANA)), told({ ...mailTo(ANA), to: "ANA@example.com" })],
      open,
      [`approver ${ANA} anew`],
    ],
    [
      "have each message that can be changed, changed",
      [told(slack, "1.1"), told(slack, "2.2")],
      open,
      ["approver slack 1.1", "approver slack 2.2"],
    ],
    ["in a channel are told once", [told(slack), told(slack)], open, ["approver slack anew"]],
    ["by webhook are told nothing", [told(webhook)], open, []],
    ["and ask themselves are told as the requester", [told(mailTo(REQUESTER))], open, []],
    [
      "and ask themselves under a name are told, since nothing else tells them",
      [told({ ...mailTo(ANA), approver: "ci" })],
      { ...open, requestedBy: "ci" },
      [`approver ${ANA} anew`],
    ],
  ])("%s", (_how, sent, settled, expected) => {
    expect(places(newsForApprovers(sent, settled, []))).toEqual(expected);
  });

  test("are not told again when a message comes late", () => {
    const first = newsForApprovers([told(mailTo(ANA))], open, []);
    expect(newsForApprovers([told(mailTo(ANA))], open, first)).toEqual([]);
    expect(newsForApprovers([told(mailTo(BO))], open, first)).toHaveLength(1);
  });
});

describe("whoever asked", () => {
  test.each<[string, readonly RequestedDelivery[], Parameters<typeof newsForRequester>[1], boolean, readonly string[]]>(
    [
      ["is mailed", [webhook], open, true, [`requester ${REQUESTER} anew`]],
      ["is told once", [mailTo(ANA), mailTo(BO)], open, true, [`requester ${REQUESTER} anew`]],
      [
        "is told as others were, where mail has no settings",
        [mailTo(ANA)],
        open,
        false,
        [`requester ${REQUESTER} anew`],
      ],
      ["is not told where there is no way", [slack], open, false, []],
      ["is not told by a name that is no address", [mailTo(ANA)], { ...open, requestedBy: "ci" }, true, []],
      [
        "is not told what they decided themselves",
        [mailTo(ANA)],
        { ...open, answers: [answered(REQUESTER, false)] },
        true,
        [],
      ],
    ],
  )("%s", (_how, asked, settled, canMail, expected) => {
    expect(places(newsForRequester(asked, settled, { canMail, tried: [] }))).toEqual(expected);
  });

  test("is told over the next channel where one fails, and over each once", () => {
    const bot = { channel: "slack", approver: ANA, to: ANA };
    const first = newsForRequester([bot, mailTo(ANA)], open, { canMail: true, tried: [] });
    expect(first.map(({ delivery }) => delivery.channel)).toEqual(["slack"]);
    const next = newsForRequester([bot, mailTo(ANA)], open, { canMail: true, tried: first });
    expect(next.map(({ delivery }) => delivery.channel)).toEqual(["email"]);
    expect(newsForRequester([bot, mailTo(ANA)], open, { canMail: true, tried: [...first, ...next] })).toEqual([]);
  });

  test("is mailed where the chat alone was used to ask and does not know them", () => {
    const bot = { channel: "slack", approver: ANA, to: ANA };
    const first = newsForRequester([bot], open, { canMail: true, tried: [] });
    expect(first.map(({ delivery }) => delivery.channel)).toEqual(["slack"]);
    const next = newsForRequester([bot], open, { canMail: true, tried: first });
    expect(next.map(({ delivery }) => [delivery.channel, delivery.to])).toEqual([["email", REQUESTER]]);
    expect(newsForRequester([bot], open, { canMail: true, tried: [...first, ...next] })).toEqual([]);
    expect(newsForRequester([bot], open, { canMail: false, tried: first })).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { parseInteraction } from "../../../src/chat/discord/interaction.ts";
import { DiscordHands } from "../../support/discord-hands.ts";

const hands = new DiscordHands();
const APPROVAL = `hitl_${"0123456789abcdef".repeat(4)}`;
const USER = "1290000000000000009";

function parse(interaction: unknown) {
  return parseInteraction(JSON.stringify(interaction));
}

test("a ping, a press and a submission are read", () => {
  expect(parse({ type: 1, id: "1" })).toEqual({ kind: "ping" });
  expect(parse(hands.press(`approve:${APPROVAL}`, USER))).toMatchObject({
    kind: "press",
    decision: "approve",
    approvalId: APPROVAL,
    userId: USER,
    ref: { token: expect.stringMatching(/^token-/) },
  });
  expect(parse(hands.submit(`reject:${APPROVAL}`, USER, { reason: "No", feedback: "" }))).toMatchObject({
    kind: "submission",
    inputs: { reason: "No", feedback: "" },
  });
});

test("in a direct message there is a user and no member; newer dialogues wrap each input in a label", () => {
  const { member: _member, ...press } = hands.press(`reject:${APPROVAL}`, USER) as { member: object };
  expect(parse({ ...press, user: { id: USER } })).toMatchObject({ userId: USER });
  expect(parse({ ...press })).toBeNull();
  const submitted = hands.submit(`reject:${APPROVAL}`, USER, {});
  const components = [{ type: 18, component: { type: 4, custom_id: "reason", value: "No" } }];
  expect(parse({ ...submitted, data: { custom_id: `reject:${APPROVAL}`, components } })).toMatchObject({
    inputs: { reason: "No" },
  });
});

test.each([
  ["no JSON", "{"],
  ["a slash command", JSON.stringify({ type: 2 })],
  ["a button of somebody else's", JSON.stringify(hands.press("approve", USER))],
  ["a forged approval", JSON.stringify(hands.press(`approve:../../${APPROVAL}`, USER))],
  ["another word", JSON.stringify(hands.press(`erase:${APPROVAL}`, USER))],
  ["a user that is no id", JSON.stringify(hands.press(`approve:${APPROVAL}`, "ana"))],
  [
    "a token that leads elsewhere",
    JSON.stringify({ ...hands.press(`approve:${APPROVAL}`, USER), token: "../../channels/1/messages" }),
  ],
])("%s is nothing of ours", (_what, text) => {
  expect(parseInteraction(text)).toBeNull();
});

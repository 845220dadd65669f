import { generateKeyPairSync } from "node:crypto";
import { verifyKey } from "discord-interactions";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "../../../src/chat/read-signed.ts";
import { isSignedByDiscord } from "../../../src/chat/discord/verify-discord-request.ts";
import { DiscordHands, type SignedInteraction } from "../../support/discord-hands.ts";

const hands = new DiscordHands();
const PRESS = { type: 3, emoji: "✅", text: "é".repeat(1_000) };

function requestOf({ headers, body }: SignedInteraction): SignedRequest {
  return {
    timestamp: headers["x-signature-timestamp"] ?? "",
    signature: headers["x-signature-ed25519"] ?? "",
    body,
  };
}

const good = requestOf(hands.sign(PRESS));
const other = generateKeyPairSync("ed25519").privateKey;

describe("agrees with Discord's own library", () => {
  test.each<[string, SignedRequest, boolean]>([
    ["what Discord signed", good, true],
    ["a signature in capitals", { ...good, signature: good.signature.toUpperCase() }, true],
    ["another body", { ...good, body: `${good.body} ` }, false],
    ["another time", { ...good, timestamp: "1" }, false],
    ["a byte moved from time to body", { ...good, ...moved(good) }, true],
    ["another key", requestOf(hands.sign(PRESS, { key: other })), false],
    ["a signature of zeros", { ...good, signature: "0".repeat(128) }, false],
  ])("on %s", async (_what, request, isGood) => {
    expect(await isSignedByDiscord(request, hands.publicKey)).toBe(isGood);
    const { body, signature, timestamp } = request;
    expect(await verifyKey(body, signature, timestamp, hands.publicKey)).toBe(isGood);
  });
});

test.each(["", "00", "zz".repeat(64), `${good.signature}00`, ` ${good.signature}`])(
  "refuses %j for a signature",
  async (signature) => {
    expect(await isSignedByDiscord({ ...good, signature }, hands.publicKey)).toBe(false);
  },
);

/** Time and body are signed as one text: only the form of a time tells them apart. */
function moved({ timestamp, body }: SignedRequest): Partial<SignedRequest> {
  return { timestamp: `${timestamp}{`, body: body.slice(1) };
}

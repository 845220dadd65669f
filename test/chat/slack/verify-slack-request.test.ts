import { createHmac } from "node:crypto";
import { verifySlackRequest } from "@slack/bolt";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { SignedRequest } from "../../../src/chat/read-signed.ts";
import { isSignedBySlack } from "../../../src/chat/slack/verify-slack-request.ts";

/** The example of docs.slack.dev/authentication/verifying-requests-from-slack. */
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const EXAMPLE: SignedRequest = {
  timestamp: "1531420618",
  body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
  signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
};

function signed(body: string, secret: string): SignedRequest {
  const timestamp = "1795309440";
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  return { timestamp, body, signature };
}

describe("isSignedBySlack", () => {
  it("takes Slack's own example", async () => {
    expect(await isSignedBySlack(EXAMPLE, SECRET)).toBe(true);
  });

  it("takes the request of any of several secrets, and characters outside ASCII as they are signed", async () => {
    expect(await isSignedBySlack(signed("payload=née 😀", "new"), " old  new\n")).toBe(true);
  });

  test.each<[what: string, change: Partial<SignedRequest>]>([
    ["one character of the body", { body: EXAMPLE.body.replace("foobar", "foobaz") }],
    ["a space at its end", { body: `${EXAMPLE.body} ` }],
    ["the time", { timestamp: "1531420619" }],
    ["one digit of the signature", { signature: EXAMPLE.signature.replace(/3$/, "4") }],
    ["a signature of capitals", { signature: EXAMPLE.signature.toUpperCase() }],
    ["another version", { signature: EXAMPLE.signature.replace("v0", "v1") }],
    ["a signature cut short", { signature: EXAMPLE.signature.slice(0, -2) }],
    ["a signature twice", { signature: `${EXAMPLE.signature} ${EXAMPLE.signature}` }],
    ["no signature", { signature: "" }],
  ])("refuses %s", async (_what, change) => {
    expect(await isSignedBySlack({ ...EXAMPLE, ...change }, SECRET)).toBe(false);
  });

  it("refuses what another secret signed, and anything where there is none", async () => {
    expect(await isSignedBySlack(signed("x", "guess"), SECRET)).toBe(false);
    expect(await isSignedBySlack(signed("x", ""), " ")).toBe(false);
  });
});

/** Slack's own framework judges each request by the clock it is given, ours by the signature alone. */
function isValidToSlack({ timestamp, body, signature }: SignedRequest, signingSecret: string): boolean {
  const headers = { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) };
  try {
    verifySlackRequest({ signingSecret, body, headers, nowMilliseconds: Number(timestamp) * 1_000 });
    return true;
  } catch {
    return false;
  }
}

test("says of any request what Slack's own library says", async () => {
  const change = fc.record({
    body: fc.option(fc.string()),
    signature: fc.option(fc.string()),
    secret: fc.option(fc.string()),
  });
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.stringMatching(/^\w{8,32}$/), change, async (body, secret, changed) => {
      const right = signed(body, secret);
      const request = { ...right, body: changed.body ?? body, signature: changed.signature ?? right.signature };
      // Ours takes several secrets, separated by white space.
      const known = (changed.secret ?? secret).replaceAll(/\s/g, "") || "another";
      expect(await isSignedBySlack(request, known)).toBe(isValidToSlack(request, known));
    }),
  );
});

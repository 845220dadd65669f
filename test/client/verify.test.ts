/** What the client believes: webhooks with our signature, receipts of our keys that cover what is done. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReceiptExpectation, verifyReceipt, verifyWebhook } from "../../src/client/create-client.ts";
import { renderWebhook } from "../../src/notifications/webhook/render-webhook.ts";
import { signWebhook } from "../../src/notifications/webhook/sign-webhook.ts";
import { hashOf, receiptClaims } from "../../src/receipts/receipt-claims.ts";
import { signReceipt } from "../../src/receipts/sign-receipt.ts";
import { noticeWith } from "../notifications/fixtures.ts";

const ISSUER = "https://approve.example.com";
const DATA = { payee: "Dana", amount: 120 };
const END = Date.now() - 60_000;

let jwks: JSONWebKeySet;
let sign: (change?: Partial<ReturnType<typeof claimsOf>>) => Promise<string>;

function claimsOf() {
  return receiptClaims({
    issuer: ISSUER,
    approvalId: "hitl_1",
    runId: "run_1",
    ensemble: "payments",
    agent: "approve",
    workspace: "main",
    prompt: "Pay?",
    dataHash: hashOf(DATA),
    requestedBy: "ci",
    minApprovals: 1,
    requestedAt: END - 1,
    approvals: [],
    end: { status: "approved", at: END },
  });
}

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
  jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "EdDSA" }] };
  sign = (change = {}) => signReceipt({ ...claimsOf(), ...change }, { kid: "k1", key: privateKey });
});

test("a receipt that says what is wanted gives its claims", async () => {
  const claims = await verifyReceipt(await sign(), {
    jwks,
    issuer: ISSUER,
    data: { amount: 120, payee: "Dana" },
    ensemble: "payments",
    agent: "approve",
    runId: "run_1",
    approvalId: "hitl_1",
    maxAge: "1 hour",
  });
  expect(claims).toMatchObject({ sub: "hitl_1", outcome: "approved", decidedAt: new Date(END).toISOString() });
});

test.each<[string, Partial<ReceiptExpectation>]>([
  ["other data", { data: { ...DATA, amount: 5_000 } }],
  ["data that got lost on the way", { data: undefined }],
  ["another ensemble", { ensemble: "refunds" }],
  ["another agent", { agent: "review" }],
  ["another run", { runId: "run_2" }],
  ["another approval", { approvalId: "hitl_2" }],
  ["a request of that title, which is anybody's choice", { title: "payments" }],
  ["another issuer", { issuer: "https://evil.example.com" }],
  ["a time long ago", { maxAge: "10 seconds" }],
])("it does not cover %s", async (_what, wanted) => {
  await expect(
    verifyReceipt(await sign(), { jwks, issuer: ISSUER, ...wanted } as ReceiptExpectation),
  ).rejects.toThrow();
});

test("a rejection is no approval, unless the caller looks for itself", async () => {
  const receipt = await sign({ outcome: "rejected" });
  await expect(verifyReceipt(receipt, { jwks })).rejects.toMatchObject({ name: "ReceiptMismatch", claim: "outcome" });
  expect(await verifyReceipt(receipt, { jwks, outcome: "any" })).toMatchObject({ outcome: "rejected" });
});

test("forged, altered and foreign ones are refused", async () => {
  const [head = "", , mark = ""] = (await sign()).split(".");
  const altered = Buffer.from(JSON.stringify({ ...claimsOf(), minApprovals: 0 })).toString("base64url");
  const unsigned = Buffer.from('{"alg":"none","typ":"countersign-receipt+jwt"}').toString("base64url");
  const { privateKey } = await generateKeyPair("EdDSA");
  const foreign = await signReceipt(claimsOf(), { kid: "k1", key: privateKey });
  for (const receipt of [`${head}.${altered}.${mark}`, `${unsigned}.${altered}.`, foreign, "", "a.b.c"])
    await expect(verifyReceipt(receipt, { jwks })).rejects.toThrow();
});

test("the keys are fetched from the address, once, and the address is the issuer", async () => {
  let fetched = 0;
  const server = createServer((request, response) => {
    fetched += 1;
    expect(request.url).toBe("/.well-known/jwks.json");
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receipt = await sign({ iss: url });
  for (const address of [url, url]) expect(await verifyReceipt(receipt, { url: address })).toMatchObject({ iss: url });
  await expect(verifyReceipt(await sign(), { url })).rejects.toThrow();
  expect(fetched).toBe(1);
});

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OLD_SECRET = "whsec_b3RoZXIgc2VjcmV0";
const payload = renderWebhook(noticeWith());
const body = JSON.stringify(payload);

function headersAt(now: number): Record<string, string> {
  return signWebhook(SECRET, { id: "hitl_1_1", body, now }) ?? {};
}

test.each([
  ["as fetch has headers", new Headers(headersAt(Date.now())), SECRET],
  ["as Node has them", { ...headersAt(Date.now()), "set-cookie": ["a"], host: undefined }, SECRET],
  ["while the secret is changed", headersAt(Date.now()), `${OLD_SECRET} ${SECRET}`],
])("a webhook that we signed is taken, %s", (_how, headers, secrets) => {
  const message = verifyWebhook({ body, headers }, secrets);
  expect(message).toEqual(payload);
  if (message.type === undefined) expect(message.callbackUrl).toBe(payload.callbackUrl);
});

test.each([
  ["says something else than was signed", `${body} `, headersAt(Date.now()), SECRET],
  ["has another's signature", body, headersAt(Date.now()), OLD_SECRET],
  ["is ten minutes old", body, headersAt(Date.now() - 600_000), SECRET],
  ["is not signed", body, {}, SECRET],
  ["nobody can check", body, headersAt(Date.now()), "  "],
])("a webhook that %s is refused", (_what, text, headers, secrets) => {
  expect(() => verifyWebhook({ body: text, headers }, secrets)).toThrow();
});

/** Receipts from end to end: a service that pays only by receipt, and every way to fool it that we know of. */
import { join } from "node:path";
import { CompactSign, decodeProtectedHeader, exportJWK, generateKeyPair } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { RotatedKey, ReceiptKeys } from "../../src/contract/receipt.ts";
import { makeKey, publishedKey } from "../../src/receipts/receipt-key.ts";
import { importSnippet } from "../docs/import-snippet.ts";
import { Client, decide, expectStatus, problemOf, send } from "../support/client.ts";
import { eventuallyThere } from "../support/eventually.ts";
import { type PaymentServer, type ReceiptCheck, startPaymentServer } from "../support/payment-server.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { TestWorker } from "../support/worker.ts";
import { ROOT } from "../support/worker-config.ts";

interface Verifier {
  readonly createReceiptCheck: (issuer: string, ensemble: string, agent: string) => ReceiptCheck;
}

const TRANSACTION = { amount: 9_800, customer: "Ada Ltd", country: "XX" };

let payments: PaymentServer;
let worker: TestWorker;
let client: Client;
let check: ReceiptCheck;

beforeAll(async () => {
  payments = await startPaymentServer();
  worker = await startWorker({});
  client = new Client(worker.url, KEYS.main);
  check = await checkOf(worker.url);
  payments.checkBy(check);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await payments[Symbol.asyncDispose]();
});

afterEach(() => {
  vi.useRealTimers();
});

function startWorker(vars: Readonly<Record<string, string>>): Promise<TestWorker> {
  const settings = { ...testSettings({ testServer: "http://localhost:9" }), PAYMENTS_URL: payments.url, ...vars };
  return TestWorker.start({ vars: settings, ensembles: join(ROOT, "ensembles") });
}

async function checkOf(url: string): Promise<ReceiptCheck> {
  const { createReceiptCheck } = await importSnippet<Verifier>("docs/receipts.md", "verifier");
  return createReceiptCheck(url, "transaction-approval", "manual-review");
}

/** Has a risky payment decided; gives its run and the receipt. */
async function decided(approved: boolean, by: Client = client): Promise<{ runId: string; receipt: string }> {
  const { runId, approvalId } = await by.startAndSuspend("transaction-approval", { transaction: TRANSACTION });
  await decide(await by.mintLink(approvalId), { approved, approver: "risk@example.com" });
  await by.waitForEnd(runId);
  const receipt = await eventuallyThere(async () => (await by.getApproval(approvalId)).receipt, {
    what: "the receipt is there",
  });
  return { runId, receipt };
}

function headersWith(receipt: string, runId: string): Headers {
  return new Headers({ "countersign-receipt": receipt, "idempotency-key": `${runId}.process` });
}

async function publishedKids(url: string): Promise<readonly string[]> {
  return ReceiptKeys.parse((await send(`${url}/.well-known/jwks.json`)).body).keys.map(({ kid }) => kid);
}

function kidOf(receipt: string): string {
  return decodeProtectedHeader(receipt).kid ?? "";
}

describe("a service that checks receipts", () => {
  test("pays what was approved, and knows who approved it", async () => {
    const { runId, receipt } = await decided(true);
    expect((await client.getRun(runId)).output).toMatchObject({ status: "approved", payment: { paid: true } });
    const request = payments.requests.find(({ headers }) => headers.get("countersign-receipt") === receipt);
    expect(request).toMatchObject({ paid: true, data: TRANSACTION });
    expect(await check(headersWith(receipt, runId), TRANSACTION)).toMatchObject({
      iss: worker.url,
      runId,
      workspace: "main",
      outcome: "approved",
      approvals: [{ approver: "risk@example.com", approved: true, via: "link", verified: false }],
    });
  });

  test("does not pay what nobody was asked about: the run fails by its refusal", async () => {
    const transaction = { amount: 20, customer: "Bo Ltd", country: "DE" };
    const run = await client.waitForEnd((await client.startRun("transaction-approval", { transaction })).id);
    expect(run).toMatchObject({ status: "failed", error: { code: "http-status", agent: "process" } });
    expect(run.error?.message).toContain("403");
  });

  test("takes the data in any order of its keys, and refuses it changed by a byte", async () => {
    const { runId, receipt } = await decided(true);
    const headers = headersWith(receipt, runId);
    const { amount, customer, country } = TRANSACTION;
    await expect(check(headers, { country, customer, amount })).resolves.toMatchObject({ runId });
    for (const data of [
      { ...TRANSACTION, amount: 9_801 },
      { ...TRANSACTION, customer: "Ada Ltd." },
      { ...TRANSACTION, amount: "9800" },
      { ...TRANSACTION, more: null },
      [TRANSACTION],
      null,
    ])
      await expect(check(headers, data)).rejects.toThrow("dataHash");
  });

  test("refuses the receipt of another run, though people there approved the same", async () => {
    const [one, other] = [await decided(true), await decided(true)];
    await expect(check(headersWith(one.receipt, other.runId), TRANSACTION)).rejects.toThrow("runId");
    const nameless = new Headers({ "countersign-receipt": one.receipt });
    await expect(check(nameless, TRANSACTION)).rejects.toThrow("runId");
  });

  test("refuses the receipt of a rejection", async () => {
    const { runId, receipt } = await decided(false);
    expect((await client.getRun(runId)).status).toBe("rejected");
    await expect(check(headersWith(receipt, runId), TRANSACTION)).rejects.toThrow("outcome");
  });

  test("refuses the yes to another question about the same data", async () => {
    const { createReceiptCheck } = await importSnippet<Verifier>("docs/receipts.md", "verifier");
    const { runId, receipt } = await decided(true);
    for (const [ensemble, agent, wrong] of [
      ["expense", "manual-review", "ensemble"],
      ["transaction-approval", "finance", "agent"],
    ] as const) {
      const other = createReceiptCheck(worker.url, ensemble, agent);
      await expect(other(headersWith(receipt, runId), TRANSACTION)).rejects.toThrow(wrong);
    }
  });

  test("refuses one that is too old", async () => {
    const { runId, receipt } = await decided(true);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
    await expect(check(headersWith(receipt, runId), TRANSACTION)).rejects.toThrow(/iat/);
  });

  test("refuses what is no receipt of ours: no signature, another key, another type, a changed claim", async () => {
    const { runId, receipt } = await decided(false);
    const [head = "", body = "", signature = ""] = receipt.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
    const forged = JSON.stringify({ ...claims, outcome: "approved" });
    const { privateKey, publicKey } = await generateKeyPair("EdDSA", { crv: "Ed25519" });
    const typ = "countersign-receipt+jwt";
    const sign = (header: object) =>
      new CompactSign(new TextEncoder().encode(forged))
        .setProtectedHeader({ alg: "EdDSA", typ, ...header })
        .sign(privateKey);
    const forgeries = {
      nothing: "",
      "no receipt": "a.b.c",
      unsigned: `${encode({ alg: "none", typ })}.${encode(forged)}.`,
      "unsigned, with the old signature": `${encode({ alg: "none", typ })}.${encode(forged)}.${signature}`,
      "a changed claim": `${head}.${encode(forged)}.${signature}`,
      "another key of the same name": await sign({ kid: kidOf(receipt) }),
      "another key without a name": await sign({}),
      "a key brought along": await sign({ kid: "mine", jwk: await exportJWK(publicKey) }),
      "another type": `${encode({ alg: "EdDSA", typ: "JWT", kid: kidOf(receipt) })}.${body}.${signature}`,
    };
    for (const [what, forgery] of Object.entries(forgeries))
      await expect(check(headersWith(forgery, runId), TRANSACTION), what).rejects.toThrow();
  });

  test("refuses the receipts of another deployment", async () => {
    const { runId, receipt } = await decided(true);
    const elsewhere = await startWorker({});
    try {
      await decided(true, new Client(elsewhere.url, KEYS.main));
      await expect((await checkOf(elsewhere.url))(headersWith(receipt, runId), TRANSACTION)).rejects.toThrow();
    } finally {
      await elsewhere.stop();
    }
  });
});

describe("keys", () => {
  test("are for everybody, may be kept for five minutes, and have no private half", async () => {
    await decided(true);
    const answer = expectStatus(
      await send(`${worker.url}/.well-known/jwks.json`, { headers: { origin: "https://bank.example.com" } }),
      200,
    );
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("x-robots-tag")).toBe("noindex");
    expect(ReceiptKeys.parse(answer.body).keys.length).toBeGreaterThan(1);
    expect(answer.text).not.toContain('"d"');
    expect((await send(`${worker.url}/.well-known/jwks.json`, { method: "POST" })).status).toBe(405);
  });

  test("change: old receipts stay good, new ones have the new key, which was known beforehand", async () => {
    const before = await decided(true);
    const known = await publishedKids(worker.url);
    const rotated = RotatedKey.parse(
      expectStatus(await client.send("/api/receipts/rotate", { method: "POST" }), 201).body,
    );
    expect(known).toContain(rotated.kid);
    const onRecord = (await client.audit({ actor: "key:ci" })).filter(({ type }) => type === "key.rotated");
    expect(onRecord).toMatchObject([{ actor: "key:ci", detail: { kid: rotated.kid } }]);
    const after = await decided(true);
    expect(kidOf(after.receipt)).toBe(rotated.kid);
    expect(kidOf(before.receipt)).not.toBe(rotated.kid);
    const fresh = await checkOf(worker.url);
    for (const { receipt, runId } of [before, after]) {
      await expect(check(headersWith(receipt, runId), TRANSACTION)).resolves.toMatchObject({ runId });
      await expect(fresh(headersWith(receipt, runId), TRANSACTION)).resolves.toMatchObject({ runId });
    }
  });

  test("outlive the Worker's end", async () => {
    const { receipt, runId } = await decided(true);
    await worker.restart();
    await expect((await checkOf(worker.url))(headersWith(receipt, runId), TRANSACTION)).resolves.toBeDefined();
    expect(kidOf((await decided(true)).receipt)).toBe(kidOf(receipt));
  });

  test("of one's own sign and are published, none is made, and only the setting changes them", async () => {
    const [own, old] = [await makeKey(), await makeKey()];
    const { d: _secret, ...oldPublic } = old;
    const configured = await startWorker({ RECEIPT_KEYS: JSON.stringify([{ ...own, kid: "mine" }, oldPublic]) });
    try {
      const { receipt, runId } = await decided(true, new Client(configured.url, KEYS.main));
      const kids = await Promise.all([own, old].map(async (key) => (await publishedKey(key)).kid));
      expect(await publishedKids(configured.url)).toEqual(kids);
      expect(kidOf(receipt)).toBe(kids[0]);
      const checked = (await checkOf(configured.url))(headersWith(receipt, runId), TRANSACTION);
      await expect(checked).resolves.toMatchObject({ runId });
      const refused = await new Client(configured.url, KEYS.admin).send("/api/receipts/rotate", { method: "POST" });
      expect(problemOf(expectStatus(refused, 409)).code).toBe("receipt-keys-set");
    } finally {
      await configured.stop();
    }
  });
});

function encode(part: unknown): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}

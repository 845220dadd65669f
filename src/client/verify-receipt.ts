/** Whether a receipt is good, and covers what is about to be done. */
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { OutcomeStatus } from "../contract/decision.ts";
import { RECEIPT_TYPE, type ReceiptClaims } from "../contract/receipt-claims.ts";
import { canonicalJson } from "../kernel/json.ts";

/** Where the keys are: at the Countersign of that address, which is then the issuer; or at hand. */
type Keys = { readonly url: string; readonly jwks?: never } | { readonly jwks: JSONWebKeySet; readonly url?: never };

/** What a receipt must say, and where its keys come from. What is left out is not compared. */
export type ReceiptExpectation = Keys & {
  /** `iss`, the public address of one's own Countersign. Default: `url`; with `jwks`, anybody's. */
  readonly issuer?: string;
  /** What people must have been shown: its hash is compared. */
  readonly data?: unknown;
  /** Default: `approved`, for a rejection is signed as well. `any`: the caller looks at `outcome`. */
  readonly outcome?: OutcomeStatus | "any";
  readonly ensemble?: string;
  readonly agent?: string;
  readonly runId?: string;
  /** Of a request without a run. */
  readonly title?: string;
  /** The approval's id. */
  readonly approvalId?: string;
  /** How long ago the end may be, such as `1 hour`. Default: any time. */
  readonly maxAge?: string;
};

/** The receipt is good, but says something else than was wanted. */
export class ReceiptMismatch extends Error {
  override readonly name = "ReceiptMismatch";
  readonly claim: string;

  constructor(claim: string) {
    super(`The receipt does not cover this: ${claim}.`);
    this.claim = claim;
  }
}

/** One set per address: it keeps the keys, and asks anew only for one that it does not know. */
const remoteKeys = new Map<string, JWTVerifyGetKey>();

/** The claims. Throws unless the receipt is signed by the deployment and says what is expected. */
export async function verifyReceipt(receipt: string, expected: ReceiptExpectation): Promise<ReceiptClaims> {
  const issuer = expected.issuer ?? expected.url?.replace(/[/]+$/, "");
  const { payload } = await jwtVerify<ReceiptClaims>(receipt, keysOf(expected), {
    typ: RECEIPT_TYPE,
    algorithms: ["EdDSA"],
    ...(issuer === undefined ? {} : { issuer }),
    ...(expected.maxAge === undefined ? {} : { maxTokenAge: expected.maxAge }),
  });
  for (const [claim, value] of Object.entries(await wantedClaims(expected))) {
    if (payload[claim] !== value) throw new ReceiptMismatch(claim);
  }
  return payload;
}

async function wantedClaims(expected: ReceiptExpectation): Promise<Record<string, string>> {
  const { outcome = "approved", approvalId, ensemble, agent, runId, title } = expected;
  const wanted = { outcome: outcome === "any" ? undefined : outcome, sub: approvalId, ensemble, agent, runId, title };
  const set = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // By presence: whoever passes data that is undefined by mistake must not pass for one who did not ask.
  return { ...Object.fromEntries(set), ...("data" in expected ? { dataHash: await hashOf(expected.data) } : {}) };
}

async function hashOf(data: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(data ?? null));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function keysOf({ url, jwks }: ReceiptExpectation): JWTVerifyGetKey {
  if (jwks !== undefined) return createLocalJWKSet(jwks);
  const known = remoteKeys.get(url);
  if (known !== undefined) return known;
  const keys = createRemoteJWKSet(new URL(`${url.replace(/[/]+$/, "")}/.well-known/jwks.json`));
  remoteKeys.set(url, keys);
  return keys;
}

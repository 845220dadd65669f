/** The setting RECEIPT_KEYS: what is taken, and that a wrong one is named and never signs. */
import { expect, test } from "vitest";
import type { Env } from "../../src/config.ts";
import { readReceiptKeys } from "../../src/settings/read-receipt-keys.ts";
import { CountersignError } from "../../src/kernel/errors.ts";
import { isKeyPair, makeKey } from "../../src/receipts/receipt-key.ts";

const [one, other] = [await makeKey(), await makeKey()];
const { d: _one, ...onePublic } = one;
const { d: _other, ...otherPublic } = other;

/** What the platform would hand over, as far as it is read here. */
function envWith(keys: string): Env {
  return { RECEIPT_KEYS: keys } as unknown as Env;
}

test("without it the deployment keeps its own", () => {
  expect(readReceiptKeys(envWith(""))).toBeNull();
});

test("the first signs, all verify; further members of a key do not matter", () => {
  const keys = [{ ...one, kid: "mine", use: "sig", key_ops: ["sign"] }, otherPublic];
  expect(readReceiptKeys(envWith(JSON.stringify(keys)))).toMatchObject({
    signing: one,
    all: [onePublic, otherPublic],
  });
});

test.each([
  ["no JSON", "{"],
  ["an empty list", "[]"],
  ["one key without its list", JSON.stringify(one)],
  ["a first key that cannot sign", JSON.stringify([onePublic, other])],
  ["an empty private half", JSON.stringify([{ ...one, d: "" }])],
  ["a private half of another key", JSON.stringify([{ ...one, d: other.d }])],
  ["a private half that is cut off", JSON.stringify([{ ...one, d: one.d.slice(1) }])],
  ["another curve", JSON.stringify([{ ...one, crv: "X25519" }])],
  ["another kind of key", JSON.stringify([{ kty: "oct", k: "c2VjcmV0" }])],
  ["a second key that is none", JSON.stringify([one, { kty: "OKP" }])],
])("%s is refused, and the refusal does not show the key", (_what, keys) => {
  const refused = refusalOf(keys);
  expect(refused).toMatchObject({ code: "setting-invalid" });
  expect(refused.message).toContain("RECEIPT_KEYS");
  expect(refused.message).not.toMatch(new RegExp(`${one.d}|${other.d}`));
});

test("halves of two keys are no pair", () => {
  expect(isKeyPair(one)).toBe(true);
  expect(isKeyPair({ ...one, d: other.d })).toBe(false);
});

function refusalOf(keys: string): CountersignError {
  try {
    readReceiptKeys(envWith(keys));
  } catch (error) {
    if (error instanceof CountersignError) return error;
  }
  throw new Error("it was not refused");
}

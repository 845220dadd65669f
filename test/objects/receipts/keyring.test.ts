/** The keyring: one key signs, the next is known beforehand, and what once was signed can be checked for good. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { Keyring } from "../../../src/receipts/keyring.ts";
import type { KeyringPort } from "../../../src/receipts/keyring-port.ts";
import { isKeyPair, makeKey } from "../../../src/receipts/receipt-key.ts";
import { bindings } from "../support/bindings.ts";

/** One that no other test uses; the way to it is made anew for every call. */
class TestKeyring {
  readonly #name = crypto.randomUUID();

  get stub(): DurableObjectStub<Keyring> {
    return bindings.KEYRING.getByName(this.#name);
  }

  get port(): KeyringPort {
    return this.stub;
  }

  async publicKeys(): Promise<readonly string[]> {
    return (await this.port.publicKeys()).map(({ x }) => x);
  }

  /** Everything that is stored, as one text. */
  everything(): Promise<string> {
    return runInDurableObject(this.stub, (_keyring, { storage }) =>
      JSON.stringify(storage.sql.exec("SELECT * FROM keys").toArray()),
    );
  }
}

test("to ask for the public keys makes none, and no table", async () => {
  const keyring = new TestKeyring();
  expect(await keyring.publicKeys()).toEqual([]);
  const tables = await runInDurableObject(keyring.stub, (_keyring, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('keys', 'migrations')").toArray(),
  );
  expect(tables).toEqual([]);
});

test("twenty who need a key at once get the same one, and the next is already known", async () => {
  const keyring = new TestKeyring();
  const keys = await Promise.all(Array.from({ length: 20 }, () => keyring.port.signingKey()));
  expect(new Set(keys.map(({ d }) => d)).size).toBe(1);
  const published = await keyring.publicKeys();
  expect(published).toHaveLength(2);
  expect(published[0]).toBe(keys[0]?.x);
});

test("the key outlives the object's memory", async () => {
  const keyring = new TestKeyring();
  const before = await keyring.port.signingKey();
  await evictDurableObject(keyring.stub);
  expect(await keyring.port.signingKey()).toEqual(before);
});

test("after a rotation the key that was known beforehand signs; the old one stays known, but cannot sign any more", async () => {
  const keyring = new TestKeyring();
  const old = await keyring.port.signingKey();
  const [, next] = await keyring.publicKeys();
  const rotated = await keyring.port.rotate();
  expect(rotated).toEqual({ kty: "OKP", crv: "Ed25519", x: next });
  expect((await keyring.port.signingKey()).x).toBe(next);
  expect((await keyring.publicKeys()).slice(0, 2)).toEqual([old.x, next]);
  expect(await keyring.publicKeys()).toHaveLength(3);
  expect(await keyring.everything()).not.toContain(old.d);
});

test("one that never had a key can be rotated too", async () => {
  const keyring = new TestKeyring();
  const { x } = await keyring.port.rotate();
  expect((await keyring.port.signingKey()).x).toBe(x);
  expect(await keyring.publicKeys()).toHaveLength(3);
});

test("halves that do not belong together are found out here too, where importing them works", async () => {
  const [one, other] = [await makeKey(), await makeKey()];
  expect(isKeyPair(one)).toBe(true);
  expect(isKeyPair({ ...one, d: other.d })).toBe(false);
});

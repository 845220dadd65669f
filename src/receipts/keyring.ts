/**
 * Keyring: the Durable Object that makes and keeps the keys of receipts, one for the deployment. There is always a next
 * key, published before it signs: whoever keeps the list of keys for a while knows the new one when it comes.
 */
import { DurableObject } from "cloudflare:workers";
import { systemClock } from "../kernel/clock.ts";
import { hasTables } from "../kernel/tables.ts";
import { insertKey, listPublicKeys, loadSigningKey, migrate, retireKey } from "./key-store.ts";
import type { KeyringPort } from "./keyring-port.ts";
import { makeKey, type PrivateJwk, type PublicJwk } from "./receipt-key.ts";

export class Keyring extends DurableObject implements KeyringPort {
  async signingKey(): Promise<PrivateJwk> {
    const { sql } = this.ctx.storage;
    return (hasTables(sql) ? loadSigningKey(sql) : null) ?? this.#makeFirst();
  }

  async publicKeys(): Promise<readonly PublicJwk[]> {
    const { sql } = this.ctx.storage;
    return hasTables(sql) ? listPublicKeys(sql) : [];
  }

  async rotate(): Promise<PublicJwk> {
    await this.signingKey();
    const next = await makeKey();
    const { kty, crv, x } = this.ctx.storage.transactionSync(() => {
      retireKey(this.ctx.storage.sql);
      insertKey(this.ctx.storage.sql, next, systemClock());
      return requireKey(this.ctx.storage.sql);
    });
    return { kty, crv, x };
  }

  /** The first key and its next; those of a call that came in between stand. */
  async #makeFirst(): Promise<PrivateJwk> {
    const { sql } = this.ctx.storage;
    const made = await Promise.all([makeKey(), makeKey()]);
    return this.ctx.storage.transactionSync(() => {
      migrate(sql);
      if (loadSigningKey(sql) === null) for (const key of made) insertKey(sql, key, systemClock());
      return requireKey(sql);
    });
  }
}

function requireKey(sql: SqlStorage): PrivateJwk {
  const key = loadSigningKey(sql);
  if (key === null) throw new Error("There is no key left to sign with.");
  return key;
}
